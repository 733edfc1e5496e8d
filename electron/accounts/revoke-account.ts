/** Revokes every held token at the server, proves what it can, and erases only what ended (RFC 7009). */
import { isEnding, type TokenKind } from '../../shared/account-view.ts';
import type { RevokeOutcome } from '../../shared/operations.ts';
import { isEnded, type RevocationOutcome } from '../../shared/verdict.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { AccountDeps } from './account-deps.ts';
import { concludeRevocation } from './conclude-revocation.ts';
import { type Ending, type EndingToken, endTokens, gotYes, worksBefore } from './end-tokens.ts';
import { flushFacts } from './flush-facts.ts';
import { proveByRefreshing } from './prove-by-refreshing.ts';
import type { StoredGrant } from './stored-grant.ts';
import { holdsNothing } from './token-facts.ts';

export type RevokeOptions = {
  /** Only these; the others stay held, and the revocation pending. */
  readonly only?: TokenKind;
  /** Fingerprints of tokens that were seen working; filled here, so that a later attempt of the same run can prove their end. */
  readonly seenWorking?: Set<string>;
  /** Present the refresh token once more where nothing else proves its end. */
  readonly proveByRefreshing?: boolean;
};

/**
 * Waits for a refresh under way and revokes its result. Resolves with each token's own outcome; throws AppError
 * `revocation_unsupported`, `no_tokens` or a keychain error before anything was asked.
 */
export function revokeAccount(
  deps: AccountDeps,
  accountId: string,
  options: RevokeOptions = {},
): Promise<RevokeOutcome> {
  deps.registry.get(accountId);
  return deps.queue.run(accountId, () => revokeInTurn(deps, accountId, options));
}

/** The same for a caller who has the account's turn already. */
export async function revokeInTurn(
  deps: AccountDeps,
  accountId: string,
  options: RevokeOptions = {},
): Promise<RevokeOutcome> {
  const record = deps.registry.get(accountId);
  const server = record.server;
  if (server === null) throw new AppError('no_tokens');
  const recipe = chooseRecipe(server);
  if (recipe.revoke === null) throw new AppError('revocation_unsupported');
  deps.registry.setOperation(accountId, 'revoking');
  try {
    const stored = await deps.tokenStore.readHeld(accountId);
    const concluded = outcomesToConclude(record, stored);
    const seen = options.seenWorking ?? new Set<string>();
    const revocation = { record, server, recipe, stored, concluded, seen };
    if (holdsNothing(stored.tokens) && record.grant.status !== 'revocation_pending') {
      throw new AppError('no_tokens');
    }
    return await revokeHeld(deps, revocation, options);
  } finally {
    deps.registry.setOperation(accountId, 'idle');
  }
}

type Revocation = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly recipe: Recipe;
  readonly stored: StoredGrant;
  /** What an attempt that a crash cut short had learnt and written down: it is not asked again. */
  readonly concluded: readonly RevocationOutcome[];
  readonly seen: ReadonlySet<string>;
};

async function revokeHeld(
  deps: AccountDeps,
  revocation: Revocation,
  options: RevokeOptions,
): Promise<RevokeOutcome> {
  await noteWorking(deps, revocation, options);
  const endings = await endHeld(deps, revocation, options.only);
  const tried =
    options.proveByRefreshing === true ? await tryRefreshing(deps, revocation, endings) : null;
  const { stored, outcomes } = tried ?? {
    stored: revocation.stored,
    outcomes: outcomesOf(endings),
  };
  const retryAfterMs = Math.max(0, ...endings.map((it) => it.retryAfterMs ?? 0));
  const { record, concluded } = revocation;
  const all = [...concluded, ...outcomes];
  return concludeRevocation(deps, { record, stored, outcomes: all, retryAfterMs });
}

/** What is left for later often ends with what is asked for now: it is looked at while it still works. */
async function noteWorking(
  deps: AccountDeps,
  revocation: Revocation,
  { only, seenWorking }: RevokeOptions,
): Promise<void> {
  if (only === undefined || seenWorking === undefined) return;
  const left = heldTokens(revocation).filter((it) => it.kind !== only);
  for (const token of left) {
    const works = await worksBefore(deps.oauth, revocation.recipe, token);
    if (works) seenWorking.add(token.token.fingerprint());
  }
}

function endHeld(
  deps: AccountDeps,
  revocation: Revocation,
  only?: TokenKind,
): Promise<readonly Ending[]> {
  const held = heldTokens(revocation);
  return endTokens(deps.oauth, revocation.recipe, {
    tokens: only === undefined ? held : held.filter((it) => it.kind === only),
    endedBefore: earlierOutcomesOf(revocation.record).some(gotYes),
    onReady: () => markPending(deps, revocation.record.accountId),
  });
}

const outcomesOf = (endings: readonly Ending[]): readonly RevocationOutcome[] =>
  endings.map((it) => it.outcome);

/** Before the server is asked: a crash from here on must not leave an account that looks alive. A full disk stops nobody. */
async function markPending(deps: AccountDeps, accountId: string): Promise<void> {
  const { grant } = deps.registry.get(accountId);
  if (grant.status === 'revocation_pending') return;
  const at = deps.clock.now().wall;
  const outcomes = grant.status === 'not_revoked' ? grant.outcomes : [];
  deps.registry.patch(accountId, {
    grant: { status: 'revocation_pending', at, outcomes, attempts: 0, nextTryAt: null },
  });
  await flushFacts(deps, accountId);
}

/** Of tokens that ended and are still here, or where nothing is left to ask about: everything that was learnt. */
function outcomesToConclude(
  record: AccountRecord,
  stored: StoredGrant,
): readonly RevocationOutcome[] {
  if (record.grant.status !== 'revocation_pending') return [];
  const { outcomes } = record.grant;
  if (holdsNothing(stored.tokens)) return outcomes;
  const { refreshToken = null, accessToken = null } = stored.tokens ?? {};
  const held = [refreshToken?.fingerprint(), accessToken?.fingerprint()];
  return outcomes.filter(
    (it) => isEnded(it) && it.fingerprint !== null && held.includes(it.fingerprint),
  );
}

function heldTokens({
  record,
  server,
  stored,
  concluded,
  seen,
}: Revocation): readonly EndingToken[] {
  const { refreshToken = null, accessToken = null, expiresAt = null } = stored.tokens ?? {};
  const { clientId } = record.definition;
  const { clientSecret } = stored;
  const kinds: readonly (readonly [TokenKind, typeof accessToken])[] = [
    ['refresh_token', refreshToken],
    ['access_token', accessToken],
  ];
  return kinds.flatMap(([kind, token]) => {
    const fingerprint = token?.fingerprint();
    if (token === null || concluded.some((it) => it.fingerprint === fingerprint)) return [];
    const wasActive = seen.has(token.fingerprint()) || wasActiveBefore(record, token.fingerprint());
    const client = { server, clientId, clientSecret, accessToken };
    return [{ ...client, token, kind, expiresAt, wasActive }];
  });
}

function earlierOutcomesOf({ grant }: AccountRecord): readonly RevocationOutcome[] {
  return isEnding(grant) ? grant.outcomes : [];
}

function wasActiveBefore(record: AccountRecord, fingerprint: string): boolean {
  return earlierOutcomesOf(record).some((it) => it.fingerprint === fingerprint && it.wasActive);
}

type Tried = { readonly stored: StoredGrant; readonly outcomes: readonly RevocationOutcome[] };

/** A refresh token that still works brings a new pair, which is revoked in its place; null where nothing was tried. */
async function tryRefreshing(
  deps: AccountDeps,
  revocation: Revocation,
  endings: readonly Ending[],
): Promise<Tried | null> {
  const { record, stored } = revocation;
  const { tokens } = stored;
  // Presenting a token that was used since looks like its theft.
  if (stored.generation < record.generation) return null;
  const asked = endings.map((it) => it.outcome).find((it) => it.token === 'refresh_token');
  if (asked?.outcome !== 'revoked' || asked.verdict === 'proven_dead') return null;
  if (tokens === null || tokens.accessToken === null || tokens.refreshToken === null) return null;
  const { accessToken, refreshToken } = tokens;
  const current = { ...tokens, accessToken, refreshToken };
  const result = await proveByRefreshing(deps, { ...revocation, current });
  if (result.kind === 'unknown') return null;
  const at = deps.clock.now().wall;
  const method = 'refresh_attempt' as const;
  if (result.kind === 'dead') {
    const proven = { ...asked, verdict: 'proven_dead', proof: 'inactive', method, at } as const;
    return { stored, outcomes: outcomesOf(endings).map((it) => (it === asked ? proven : it)) };
  }
  const again = outcomesOf(await endHeld(deps, { ...revocation, stored: result.stored }));
  const replaced = outcomesOf(endings).filter((it) => isReplaced(it, again));
  return { stored: result.stored, outcomes: [...again.map(aliveBefore(method)), ...replaced] };
}

/** An access token of which the new pair holds another: nobody holds it any more, but what became of it stays true. */
function isReplaced(outcome: RevocationOutcome, again: readonly RevocationOutcome[]): boolean {
  return (
    outcome.token === 'access_token' && !again.some((it) => it.fingerprint === outcome.fingerprint)
  );
}

/** The server had said yes and issued a new pair all the same: its word alone is no longer evidence. */
function aliveBefore(method: 'refresh_attempt') {
  return (outcome: RevocationOutcome): RevocationOutcome =>
    outcome.token === 'refresh_token' && outcome.verdict === 'accepted'
      ? { ...outcome, verdict: 'not_revoked', proof: 'active', method }
      : outcome;
}
