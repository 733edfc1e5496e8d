/** The facts about held tokens that the list shows without touching the keychain. */
import type { AccountRecord } from '../account-record.ts';
import type { HeldTokens } from './stored-grant.ts';

/** True where neither token is left; the hint for logging out may be (requirement O-46). */
export function holdsNothing(tokens: HeldTokens | null): boolean {
  return tokens === null || (tokens.accessToken === null && tokens.refreshToken === null);
}

/** Times, scope and which tokens are held; null when none is. */
export function factsOf(tokens: HeldTokens | null): AccountRecord['tokens'] {
  if (tokens === null || holdsNothing(tokens)) return null;
  return {
    issuedAt: tokens.issuedAt,
    expiresAt: tokens.expiresAt,
    refreshExpiresAt: tokens.refreshToken === null ? null : tokens.refreshExpiresAt,
    scope: tokens.scope,
    tokenType: tokens.tokenType,
    accessTokenHeld: tokens.accessToken !== null,
    refreshTokenHeld: tokens.refreshToken !== null,
    accessFingerprint: tokens.accessToken?.fingerprint() ?? null,
    refreshFingerprint: tokens.refreshToken?.fingerprint() ?? null,
  };
}
