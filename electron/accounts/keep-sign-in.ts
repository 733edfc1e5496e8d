/** Keeps what a sign-in brought in its account, in an order that a crash may cut short anywhere. */
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { AccountRecord } from '../account-record.ts';
import type { IssuedTokens } from '../oauth/token-endpoint.ts';
import type { AccountDeps } from './account-deps.ts';
import { hasMoved } from './agree-on-server.ts';
import { auditAccount } from './audit-line.ts';
import { flushFacts } from './flush-facts.ts';
import { earlierTokens, heldBefore, secretToKeep } from './replaced-grant.ts';
import type { SignIn } from './sign-in.ts';
import { supersedeGrant } from './supersede-grant.ts';
import { factsOf } from './token-facts.ts';

/**
 * Facts first, tokens second, `live` last, each durable before the next: a crash between leaves either the old state
 * or facts whose tokens are found in the keychain at the next start. On a disk that takes nothing the tokens are kept all
 * the same: the server has issued them.
 */
export async function keepSignIn(
  deps: AccountDeps,
  record: AccountRecord,
  signIn: SignIn,
): Promise<void> {
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
