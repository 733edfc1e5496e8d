/** Gathers what the details panel shows about one account: endpoints, fingerprints, claims, audit lines. */
import type { AccountDetails, EndpointsView } from '../../shared/account-details.ts';
import type { AccountRecord } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import type { HeldTokens } from './stored-grant.ts';

const auditLines = 20;

/** Fingerprints are null while the keychain does not answer. Throws AppError `account_not_found`. */
export async function readDetails(deps: AccountDeps, accountId: string): Promise<AccountDetails> {
  const record = deps.registry.get(accountId);
  const tokens = await heldTokens(deps, record);
  return {
    accountId,
    endpoints: endpointsOf(record),
    accessTokenFingerprint: tokens?.accessToken?.fingerprint() ?? null,
    refreshTokenFingerprint: tokens?.refreshToken?.fingerprint() ?? null,
    tokenType: record.tokens?.tokenType ?? null,
    idTokenClaims: Object.entries(record.idTokenClaims).map(([name, value]) => ({ name, value })),
    audit: await latestLines(deps, accountId),
  };
}

async function latestLines(
  { audit, logger }: AccountDeps,
  accountId: string,
): Promise<AccountDetails['audit']> {
  try {
    return await audit.latestOf(accountId, auditLines);
  } catch (thrown) {
    logger.error('details.audit', { code: asAppError(thrown).code });
    return null;
  }
}

async function heldTokens(deps: AccountDeps, record: AccountRecord): Promise<HeldTokens | null> {
  if (record.tokens === null) return null;
  try {
    return (await deps.tokenStore.read(record.accountId)).tokens;
  } catch (thrown) {
    deps.logger.info('details.keychain', { code: asAppError(thrown).code });
    return null;
  }
}

function endpointsOf({ server }: AccountRecord): EndpointsView | null {
  return (
    server && {
      authorization: server.authorizationEndpoint,
      token: server.tokenEndpoint,
      revocation: server.revocationEndpoint,
      introspection: server.introspectionEndpoint,
    }
  );
}
