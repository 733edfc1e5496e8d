/** Revokes every held token at the server (RFC 7009), refresh token first, and erases only what the server ended. */
import type { RevocationOutcome, TokenKind } from '../../shared/account-view.ts';
import type { RevokeOutcome, RevokePreview } from '../../shared/operations.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { revokeToken } from '../oauth/revocation.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import type { HeldTokens, StoredGrant } from './stored-grant.ts';
import { factsOf } from './token-facts.ts';

/** What the server will be asked, for the dialog; throws AppError `account_not_found`. */
export function previewRevocation(deps: AccountDeps, accountId: string): RevokePreview {
  const { server, tokens } = deps.registry.get(accountId);
  return {
    revocationEndpoint: server?.revocationEndpoint ?? null,
    refreshTokenHeld: tokens?.refreshTokenHeld ?? false,
    accessTokenHeld: tokens?.accessTokenHeld ?? false,
  };
}

/**
 * Waits for a refresh under way and revokes its result. Resolves with each token's own outcome; throws AppError
 * `revocation_unsupported`, `no_tokens` or a keychain error before anything was asked.
 */
export function revokeAccount(deps: AccountDeps, accountId: string): Promise<RevokeOutcome> {
  deps.registry.get(accountId);
  return deps.queue.run(accountId, () => revokeInTurn(deps, accountId));
}

async function revokeInTurn(deps: AccountDeps, accountId: string): Promise<RevokeOutcome> {
  const record = deps.registry.get(accountId);
  const server = record.server;
  if (server === null) throw new AppError('no_tokens');
  if (server.revocationEndpoint === null) throw new AppError('revocation_unsupported');
  deps.registry.setOperation(accountId, 'revoking');
  try {
    const stored = await deps.tokenStore.read(accountId);
    if (heldTokens(stored.tokens).length === 0) throw new AppError('no_tokens');
    await markPending(deps, record);
    const outcomes = await revokeEach(deps, { record, server, stored });
    return await conclude(deps, { record, stored, outcomes });
  } finally {
    deps.registry.setOperation(accountId, 'idle');
  }
}

/** Before the server is asked: a crash from here on must not leave an account that looks alive. */
async function markPending(deps: AccountDeps, record: AccountRecord): Promise<void> {
  if (record.grant.status === 'revocation_pending') return;
  const at = deps.clock.now().wall;
  deps.registry.patch(record.accountId, {
    grant: { status: 'revocation_pending', at, outcomes: [] },
  });
  await deps.registry.flush();
}

type HeldToken = { readonly kind: TokenKind; readonly secret: Secret };

function heldTokens(tokens: HeldTokens | null): readonly HeldToken[] {
  const { refreshToken = null, accessToken = null } = tokens ?? {};
  return [
    ...(refreshToken === null ? [] : [{ kind: 'refresh_token' as const, secret: refreshToken }]),
    ...(accessToken === null ? [] : [{ kind: 'access_token' as const, secret: accessToken }]),
  ];
}

type Revocation = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly stored: StoredGrant;
};

async function revokeEach(
  deps: AccountDeps,
  { record, server, stored }: Revocation,
): Promise<readonly RevocationOutcome[]> {
  const outcomes: RevocationOutcome[] = [];
  for (const { kind, secret } of heldTokens(stored.tokens)) {
    const { clientId } = record.definition;
    const { clientSecret } = stored;
    const answer = await revokeToken(deps.oauth, {
      server,
      clientId,
      clientSecret,
      token: secret,
      kind,
    });
    const { outcome, httpStatus, oauthError } = answer;
    outcomes.push({ token: kind, outcome, at: deps.clock.now().wall, httpStatus, oauthError });
    await auditAccount(deps, record, {
      event: 'revoke',
      outcome: outcome === 'revoked' ? 'ok' : outcome,
      token: kind,
      secret,
      oauthError,
      httpStatus,
      durable: true,
    });
  }
  return outcomes;
}

type Conclusion = {
  readonly record: AccountRecord;
  readonly stored: StoredGrant;
  readonly outcomes: readonly RevocationOutcome[];
};

async function conclude(
  deps: AccountDeps,
  { record, stored, outcomes }: Conclusion,
): Promise<RevokeOutcome> {
  const { accountId } = record;
  const ended = (kind: TokenKind): boolean =>
    outcomes.some((it) => it.token === kind && it.outcome === 'revoked');
  const tokens = withoutEnded(stored.tokens, ended);
  const { generation } = await deps.tokenStore.save(accountId, { ...stored, tokens });
  const at = deps.clock.now().wall;
  const all = [...earlierOutcomes(record, outcomes), ...outcomes];
  const revoked = tokens === null;
  deps.registry.patch(accountId, {
    grant: { status: revoked ? 'revoked' : 'revocation_pending', at, outcomes: all },
    tokens: factsOf(tokens),
    generation,
    lastProblem: revoked ? null : { at, error: new AppError('revocation_incomplete').view() },
  });
  await deps.registry.flush();
  if (outcomes.some((it) => it.outcome === 'revoked')) await deps.tokenStore.retireJournal();
  return { revoked, outcomes: all };
}

function withoutEnded(
  tokens: HeldTokens | null,
  ended: (kind: TokenKind) => boolean,
): HeldTokens | null {
  if (tokens === null) return null;
  const accessToken = ended('access_token') ? null : tokens.accessToken;
  const refreshToken = ended('refresh_token') ? null : tokens.refreshToken;
  if (accessToken === null && refreshToken === null) return null;
  return { ...tokens, accessToken, refreshToken };
}

/** What an earlier attempt achieved for tokens that this one did not have to ask about. */
function earlierOutcomes(
  { grant }: AccountRecord,
  now: readonly RevocationOutcome[],
): readonly RevocationOutcome[] {
  if (grant.status !== 'revocation_pending') return [];
  return grant.outcomes.filter((before) => !now.some((it) => it.token === before.token));
}
