/** Refreshes one account (RFC 6749 sections 6 and 4.4): one request for all callers, and a newer refresh token is safe first. */
import type { Subject } from '../../shared/account-view.ts';
import { isRefreshable, needsNoPerson } from '../../shared/grant-type.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { RefreshedTokens } from '../oauth/token-endpoint.ts';
import type { TokenSet } from '../token-set.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { requestClientGrant } from './client-grant.ts';
import { withReplacedToken } from './earlier-access-tokens.ts';
import { withReplacedRefreshToken } from './earlier-refresh-tokens.ts';
import { flushFacts } from './flush-facts.ts';
import { type Presentation, presentRefreshToken } from './present-refresh-token.ts';
import { failureKind, firstRefusalAt, isSecondRefusal } from './retry-policy.ts';
import { serverNameOf } from './server-name.ts';
import type { StoredGrant } from './stored-grant.ts';
import { factsOf } from './token-facts.ts';

/**
 * Resolves when the new token set is kept. All callers while one runs share it. Throws AppError: `grant_refused`,
 * `identity_changed` and `answer_lost` mean that the person must sign in again, everything else leaves the account as
 * it was.
 */
export function refreshAccount(deps: AccountDeps, accountId: string): Promise<void> {
  const running = deps.refreshing.get(accountId);
  if (running !== undefined) return running;
  const started = deps.queue
    .run(accountId, () => refreshInTurn(deps, accountId))
    .finally(() => deps.refreshing.delete(accountId));
  deps.refreshing.set(accountId, started);
  return started;
}

/** False while the newest token set is only in memory. */
export function isSaved(deps: AccountDeps, accountId: string): boolean {
  return deps.snapshot.account(accountId)?.saved ?? true;
}

/** Why the account cannot be refreshed at all, or null. */
export function refreshObstacle(record: AccountRecord): AppError | null {
  if (record.grant.status === 'none') return new AppError('no_tokens');
  if (record.grant.status === 'refused')
    return new AppError('grant_refused', record.grant.error.details);
  if (record.grant.status !== 'live') return new AppError('grant_ended');
  const { definition, tokens } = record;
  const refreshTokenHeld = tokens?.refreshTokenHeld === true;
  return isRefreshable({ definition, refreshTokenHeld }) ? null : new AppError('no_refresh_token');
}

async function refreshInTurn(deps: AccountDeps, accountId: string): Promise<void> {
  const record = deps.registry.get(accountId);
  const obstacle = refreshObstacle(record);
  if (obstacle !== null) throw obstacle;
  await requireSaved(deps, accountId);
  const issuer = serverNameOf(record.definition);
  deps.registry.setOperation(accountId, 'refreshing');
  try {
    await deps.limiter.run(issuer, () => refreshNow(deps, record));
    deps.trials.succeeded(accountId);
  } catch (thrown) {
    const error = asAppError(thrown);
    deps.trials.failed({ accountId, issuer, error });
    throw await recordFailure(deps, accountId, error);
  } finally {
    deps.registry.setOperation(accountId, 'idle');
  }
}

/** With two sets nowhere but in memory, a crash would leave a refresh token that is two steps old. */
async function requireSaved(deps: AccountDeps, accountId: string): Promise<void> {
  if (isSaved(deps, accountId)) return;
  await deps.tokenStore.retry();
  if (!isSaved(deps, accountId)) throw new AppError('not_saved');
}

async function refreshNow(deps: AccountDeps, record: AccountRecord): Promise<void> {
  const { accountId, server } = record;
  const stored = await deps.tokenStore.read(accountId);
  if (server === null) throw new AppError('no_tokens');
  const { tokenSet, held, facts } = needsNoPerson(record.definition)
    ? await grantAnew(deps, { record, server, stored })
    : await redeem(deps, { record, server, stored, current: currentTokens(stored) });
  const { known } = await deps.tokenStore.save(accountId, { ...held, tokens: tokenSet });
  deps.registry.patch(accountId, {
    ...facts,
    tokens: factsOf(tokenSet),
    earlierAccessTokens: withReplacedToken(record, deps.clock.now().wall),
    earlierRefreshTokens: withReplacedRefreshToken(record, tokenSet),
    generation: known,
    lastProblem: null,
    unexplainedRefusalAt: null,
    unanswered: null,
    lastRefreshedAt: deps.clock.now().wall,
  });
  await flushFacts(deps, accountId);
  await auditAccount(deps, record, {
    event: 'refresh',
    outcome: 'ok',
    token: 'access_token',
    secret: tokenSet.accessToken,
  });
}

type Refreshed = {
  readonly tokenSet: TokenSet;
  /** The newest item, in which the token set takes its place. */
  readonly held: StoredGrant;
  readonly facts: Partial<AccountRecord>;
};

/** Nothing is at stake: the old token stays valid, and a lost answer costs no more than asking again later. */
async function grantAnew(
  deps: AccountDeps,
  { record, server, stored }: Omit<Presentation, 'current'>,
): Promise<Refreshed> {
  const { clientSecret } = stored;
  const { tokenSet } = await requestClientGrant(deps, { record, server, clientSecret });
  return { tokenSet, held: stored, facts: {} };
}

async function redeem(deps: AccountDeps, presentation: Presentation): Promise<Refreshed> {
  const { record, stored, current } = presentation;
  const { accountId } = record;
  let held: StoredGrant = stored;
  const refreshed = await presentRefreshToken(deps, presentation, async (rotated) => {
    const kept = {
      ...stored,
      tokens: { ...current, refreshToken: rotated, refreshExpiresAt: null },
    };
    const { generation, known } = await deps.tokenStore.save(accountId, kept);
    held = { ...kept, generation };
    deps.registry.patch(accountId, { generation: known });
  });
  return { tokenSet: refreshed.tokenSet, held, facts: refreshedFacts(record, refreshed) };
}

function currentTokens(stored: StoredGrant): Presentation['current'] {
  const { tokens } = stored;
  if (tokens === null || tokens.accessToken === null) throw new AppError('no_tokens');
  if (tokens.refreshToken === null) throw new AppError('no_refresh_token');
  return { ...tokens, accessToken: tokens.accessToken, refreshToken: tokens.refreshToken };
}

function refreshedFacts(record: AccountRecord, refreshed: RefreshedTokens): Partial<AccountRecord> {
  const { claims, subject } = refreshed;
  if (claims === null || subject === null) return {};
  return {
    idTokenClaims: { ...record.idTokenClaims, ...claims },
    subject: record.subject === null ? subject : sameSubject(record.subject, subject),
  };
}

/** A refreshed ID token often says less about the person than the first one did. */
function sameSubject(before: Subject, now: Subject): Subject {
  return {
    sub: before.sub,
    name: now.name ?? before.name,
    email: now.email ?? before.email,
    preferredUsername: now.preferredUsername ?? before.preferredUsername,
  };
}

async function recordFailure(
  deps: AccountDeps,
  accountId: string,
  error: AppError,
): Promise<AppError> {
  const record = deps.registry.find(accountId);
  if (record === undefined) return error;
  const at = deps.clock.now().wall;
  const ended = endsGrant(record, error, at);
  deps.registry.patch(accountId, {
    ...(isOfWholeApp(deps, error) ? {} : { lastProblem: { at, error: error.view() } }),
    ...(ended ? { grant: { status: 'refused', at, error: error.view() } } : {}),
    ...(error.code === 'refresh_unexplained'
      ? { unexplainedRefusalAt: firstRefusalAt(record, at) }
      : {}),
  });
  await auditAccount(deps, record, {
    event: 'refresh',
    outcome: ended ? 'refused' : 'failed',
    token: needsNoPerson(record.definition) ? null : 'refresh_token',
    code: error.code,
    oauthError: error.details.oauthError ?? null,
    httpStatus: error.details.httpStatus ?? null,
    durable: ended,
  });
  if (ended) await flushFacts(deps, accountId);
  return error;
}

/** Offline, or without its keychain, the app says so once; no account is to blame (N-01, K-03). */
function isOfWholeApp({ snapshot }: AccountDeps, error: AppError): boolean {
  const { network, keychain } = snapshot.sections();
  const kind = failureKind(error);
  if (kind === 'network' || kind === 'lost') return network.state === 'offline';
  return kind === 'keychain' && keychain.state !== 'ready';
}

function endsGrant(record: AccountRecord, error: AppError, at: number): boolean {
  if (needsNoPerson(record.definition)) return false;
  if (failureKind(error) === 'terminal') return true;
  return error.code === 'refresh_unexplained' && isSecondRefusal(record, at);
}
