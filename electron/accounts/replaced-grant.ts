/** What a sign-in finds in its place: the tokens and the secret held before, and what is remembered of them. */
import type { AccountRecord } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import type { IssuedTokens } from '../oauth/token-endpoint.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { withReplacedToken } from './earlier-access-tokens.ts';
import { withReplacedRefreshToken } from './earlier-refresh-tokens.ts';
import type { SignIn } from './sign-in.ts';
import type { StoredGrant } from './stored-grant.ts';

/** What the new tokens replace; null where nothing is held or the keychain has lost it. */
export async function heldBefore(
  deps: AccountDeps,
  record: AccountRecord,
): Promise<StoredGrant | null> {
  if (record.tokens === null && !record.clientSecretSet) return null;
  try {
    return await deps.tokenStore.read(record.accountId);
  } catch (thrown) {
    deps.logger.info('sign_in.earlier_tokens', { code: asAppError(thrown).code });
    return null;
  }
}

/** The one that was given while the sign-in was under way, unless it was given for the place that the server has left. */
export function secretToKeep(
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
export function earlierTokens(
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
