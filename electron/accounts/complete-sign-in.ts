/** Keeps what a sign-in brought: into its own account, or, when somebody else signed in, into a new one beside it. */

import { nameOfSubject } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { FlowQuestion } from '../../shared/snapshot.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { IssuedTokens } from '../oauth/token-endpoint.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { hasMoved } from './agree-on-server.ts';
import { auditAccount } from './audit-line.ts';
import { withReplacedToken } from './earlier-access-tokens.ts';
import { withReplacedRefreshToken } from './earlier-refresh-tokens.ts';
import { flushFacts } from './flush-facts.ts';
import { newAccountId } from './new-id.ts';
import type { StoredGrant } from './stored-grant.ts';
import { supersedeGrant } from './supersede-grant.ts';
import { factsOf } from './token-facts.ts';

export type SignIn = {
  readonly accountId: string;
  readonly server: Server;
  readonly clientSecret: Secret | null;
  /** What was stored when it began: another one now was given by a person meanwhile. */
  readonly secretBefore: Secret | null;
  readonly nonce: Secret | null;
  readonly issued: IssuedTokens;
};

/**
 * What a sign-in replaces would be forgotten, and a revocation that is still to be asked for with it (N-12). Throws
 * AppError `revocation_waits`.
 */
export function assertNotEnding(
  { registry }: Pick<AccountDeps, 'registry'>,
  { accountId, grant }: AccountRecord,
): void {
  const isEnding = registry.operation(accountId) === 'revoking';
  if (isEnding || grant.status === 'revocation_pending') throw new AppError('revocation_waits');
}

/**
 * Resolves when the tokens are safe, with what is left to ask the person, or null. Throws AppError `account_not_found`, or
 * `revocation_waits` where a revocation began after the sign-in.
 */
export function completeSignIn(deps: AccountDeps, signIn: SignIn): Promise<FlowQuestion | null> {
  return deps.queue.run(signIn.accountId, async () => {
    const record = deps.registry.get(signIn.accountId);
    assertNotEnding(deps, record);
    if (subjectDiffers(record, signIn)) return keepBeside(deps, record, signIn);
    await keepTokens(deps, record, signIn);
    return duplicateOf(deps, signIn.accountId);
  });
}

function subjectDiffers(
  { subject, server }: AccountRecord,
  { issued, server: now }: SignIn,
): boolean {
  if (subject === null) return false;
  return subject.sub !== issued.subject?.sub || server?.issuer !== now.issuer;
}

/** The old account stays untouched; the new tokens are safe in an account of their own before anything is asked. */
async function keepBeside(
  deps: AccountDeps,
  record: AccountRecord,
  signIn: SignIn,
): Promise<FlowQuestion> {
  const newcomer = blankRecord(deps, { ...record, accountId: newAccountId() });
  deps.registry.put(newcomer);
  await keepTokens(deps, newcomer, {
    ...signIn,
    accountId: newcomer.accountId,
    secretBefore: null,
  });
  return {
    kind: 'subject_differs',
    before: record.subject === null ? '' : nameOfSubject(record.subject),
    after: signIn.issued.subject === null ? '' : nameOfSubject(signIn.issued.subject),
    newAccountId: newcomer.accountId,
  };
}

type Blank = Pick<AccountRecord, 'accountId' | 'definition' | 'clientSecretSet'>;

/** A record without tokens, as it is before the first sign-in. */
export function blankRecord(
  deps: Pick<AccountDeps, 'clock'>,
  { accountId, definition, clientSecretSet }: Blank,
): AccountRecord {
  return {
    accountId,
    definition,
    clientSecretSet,
    clientSecretSetAt: null,
    agreedOn: null,
    server: null,
    subject: null,
    idTokenClaims: {},
    authTime: null,
    grant: { status: 'none' },
    tokens: null,
    generation: 0,
    lastProblem: null,
    unexplainedRefusalAt: null,
    unanswered: null,
    createdAt: deps.clock.now().wall,
    signedInAt: null,
    lastRefreshedAt: null,
    earlierAccessTokens: [],
    earlierRefreshTokens: [],
    lastCopiedAt: null,
  };
}

/**
 * Facts first, tokens second, `live` last, each durable before the next: a crash between leaves either the old state
 * or facts whose tokens are found in the keychain at the next start. On a disk that takes nothing the tokens are kept all
 * the same: the server has issued them.
 */
async function keepTokens(deps: AccountDeps, record: AccountRecord, signIn: SignIn): Promise<void> {
  const { server, nonce, issued } = signIn;
  const { accountId } = record;
  const first = record.grant.status === 'none';
  const moved = record.server !== null && hasMoved(record.server, server);
  const held = await heldBefore(deps, record);
  const clientSecret = secretToKeep(signIn, held, moved && record.clientSecretSetAt === null);
  const facts = {
    server,
    clientSecretSet: clientSecret !== null,
    // From here on it is the secret for this place, and for no other.
    clientSecretSetAt: null,
    agreedOn: null,
    subject: issued.subject,
    idTokenClaims: issued.claims,
    authTime: issued.authTime,
    signedInAt: issued.tokenSet.issuedAt,
    definition:
      server.issuer === null ? record.definition : { ...record.definition, issuer: server.issuer },
  };
  if (first) {
    deps.registry.patch(accountId, { ...facts, tokens: factsOf(issued.tokenSet) });
    await flushFacts(deps, accountId);
  }
  const { known } = await deps.tokenStore.save(accountId, {
    tokens: issued.tokenSet,
    clientSecret,
    nonce,
  });
  const kept = await markLive(deps, accountId, {
    ...facts,
    tokens: factsOf(issued.tokenSet),
    ...earlierTokens(record, issued, { at: deps.clock.now().wall, moved }),
    generation: known,
  });
  await auditIssue(deps, kept, { issued, first });
  const before = held?.tokens ?? null;
  if (before === null) return;
  const superseded = { record: kept, server, clientSecret, before, now: issued.tokenSet, moved };
  await supersedeGrant(deps, superseded);
}

/** One that was given while the sign-in was under way, unless it was given for the place that the server has left. */
function secretToKeep(
  { clientSecret, secretBefore }: SignIn,
  held: StoredGrant | null,
  isForOldPlace: boolean,
): Secret | null {
  if (held === null || isForOldPlace) return clientSecret;
  const { clientSecret: now } = held;
  const isSame =
    now === null || secretBefore === null ? now === secretBefore : now.equals(secretBefore);
  return isSame ? clientSecret : now;
}

/** Where the server has moved nothing leads from an earlier token to it: a found one would be sent to its new place. */
function earlierTokens(
  record: AccountRecord,
  { tokenSet }: IssuedTokens,
  { at, moved }: { readonly at: number; readonly moved: boolean },
): Pick<AccountRecord, 'earlierAccessTokens' | 'earlierRefreshTokens'> {
  const earlierAccessTokens = withReplacedToken(record, at);
  if (!moved) {
    const earlierRefreshTokens = withReplacedRefreshToken(record, tokenSet);
    return { earlierAccessTokens, earlierRefreshTokens };
  }
  return {
    earlierAccessTokens: earlierAccessTokens.map((it) => ({ ...it, fingerprint: null })),
    earlierRefreshTokens: [],
  };
}

/** What the new tokens replace; null where nothing is held or the keychain has lost it. */
async function heldBefore(deps: AccountDeps, record: AccountRecord): Promise<StoredGrant | null> {
  if (record.tokens === null && !record.clientSecretSet) return null;
  try {
    return await deps.tokenStore.read(record.accountId);
  } catch (thrown) {
    deps.logger.info('sign_in.earlier_tokens', { code: asAppError(thrown).code });
    return null;
  }
}

async function markLive(
  deps: AccountDeps,
  accountId: string,
  facts: Partial<AccountRecord>,
): Promise<AccountRecord> {
  const file = deps.registry.patchQuietly(accountId, {
    ...facts,
    grant: { status: 'live' },
    lastProblem: null,
    unexplainedRefusalAt: null,
  });
  await flushFacts(deps, accountId);
  deps.trials.forget(accountId);
  deps.registry.publish(accountId);
  return file;
}

async function auditIssue(
  deps: AccountDeps,
  record: AccountRecord,
  { issued, first }: { readonly issued: IssuedTokens; readonly first: boolean },
): Promise<void> {
  const { accessToken, refreshToken } = issued.tokenSet;
  // Nobody signs in where no person takes part.
  const event = first || needsNoPerson(record.definition) ? 'issue' : 'reauthorize';
  await auditAccount(deps, record, {
    event,
    outcome: 'ok',
    token: 'access_token',
    secret: accessToken,
  });
  if (refreshToken !== null) {
    await auditAccount(deps, record, {
      event,
      outcome: 'ok',
      token: 'refresh_token',
      secret: refreshToken,
    });
  }
}

/** Another account of the same user and client at the same issuer, if there is one (OIDC Core section 2). */
function duplicateOf(deps: AccountDeps, accountId: string): FlowQuestion | null {
  const mine = deps.registry.get(accountId);
  const { subject, server, definition } = mine;
  if (subject === null || server === null) return null;
  const other = deps.registry
    .all()
    .find(
      (it) =>
        it.accountId !== accountId &&
        it.subject?.sub === subject.sub &&
        it.server?.issuer === server.issuer &&
        it.definition.clientId === definition.clientId &&
        it.grant.status !== 'revoked',
    );
  if (other === undefined) return null;
  return { kind: 'duplicate', who: nameOfSubject(subject), otherAccountId: other.accountId };
}
