/** The record of an account without tokens, as it is before the first sign-in. */
import type { AccountRecord } from './account-record.ts';
import type { Clock } from './ports.ts';

type Blank = Pick<AccountRecord, 'accountId' | 'definition' | 'clientSecretSet'>;

export function blankRecord(
  { clock }: { readonly clock: Clock },
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
    createdAt: clock.now().wall,
    signedInAt: null,
    lastRefreshedAt: null,
    earlierAccessTokens: [],
    earlierRefreshTokens: [],
    lastCopiedAt: null,
  };
}
