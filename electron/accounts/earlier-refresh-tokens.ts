/** Remembers by fingerprint which refresh tokens were replaced, so that one that is found later is known; their values are gone. */
import type { AccountRecord } from '../account-record.ts';
import type { HeldTokens } from './stored-grant.ts';

/** Older ones are of no use to anybody: servers that rotate have long ended them. */
const most = 8;

/** The record's list with the refresh token that `now` replaces; as it was where the token stays the same. */
export function withReplacedRefreshToken(
  { earlierRefreshTokens, tokens }: Pick<AccountRecord, 'earlierRefreshTokens' | 'tokens'>,
  now: Pick<HeldTokens, 'refreshToken'>,
): AccountRecord['earlierRefreshTokens'] {
  const replaced = tokens?.refreshFingerprint ?? null;
  const held = now.refreshToken?.fingerprint() ?? null;
  if (replaced === null || replaced === held) return earlierRefreshTokens;
  return [...earlierRefreshTokens.filter((it) => it !== replaced), replaced].slice(-most);
}
