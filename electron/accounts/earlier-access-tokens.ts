/** Remembers when replaced access tokens end, because a revocation may not reach them; their values are gone. */
import type { AccountRecord } from '../account-record.ts';

const most = 64;

/** The record's list with the access token that is about to be replaced, without those that ended by `now`, epoch ms. */
export function withReplacedToken(
  { earlierAccessTokens, tokens }: Pick<AccountRecord, 'earlierAccessTokens' | 'tokens'>,
  now: number,
): AccountRecord['earlierAccessTokens'] {
  const replaced =
    tokens?.accessTokenHeld === true ? [{ ...tokens, fingerprint: tokens.accessFingerprint }] : [];
  return [...earlierAccessTokens, ...replaced]
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map(({ issuedAt, expiresAt, fingerprint }) => ({ issuedAt, expiresAt, fingerprint }))
    .slice(-most);
}
