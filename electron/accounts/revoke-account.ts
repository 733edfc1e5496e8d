/** Revokes every held token at the server, proves what it can, and erases only what ended (RFC 7009). */
import type { TokenKind } from '../../shared/account-view.ts';
import type { RevokeOutcome } from '../../shared/operations.ts';
import { AppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { AccountDeps } from './account-deps.ts';
import { concludeRevocation } from './conclude-revocation.ts';
import { endHeldTokens } from './end-held-tokens.ts';
import { worksBefore } from './end-tokens.ts';
import { revokeByRefreshing } from './revoke-by-refreshing.ts';
import { holdsNothing } from './token-facts.ts';
import { heldTokens, outcomesToConclude, type Revocation } from './tokens-to-revoke.ts';

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

async function revokeHeld(
  deps: AccountDeps,
  revocation: Revocation,
  options: RevokeOptions,
): Promise<RevokeOutcome> {
  await noteWorking(deps, revocation, options);
  const endings = await endHeldTokens(deps, revocation, options.only);
  const tried =
    options.proveByRefreshing === true ? await revokeByRefreshing(deps, revocation, endings) : null;
  const { stored, outcomes } = tried ?? {
    stored: revocation.stored,
    outcomes: endings.map((it) => it.outcome),
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
