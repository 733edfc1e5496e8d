/** Certificate authorities that a person trusts besides the system's: what the window sees of them, and their bounds. */

/** More than a company has; a whole system's list is not what this is for. */
export const mostAuthorities = 50;
/** Of one file, so that the question whether to trust them fits on a screen and names each. */
export const mostAuthoritiesAtOnce = 8;
/** Of the file that is chosen, in bytes. */
export const mostAuthorityBytes = 1024 * 1024;

export type AuthorityView = {
  /** SHA-256 of the certificate, 64 lower-case hex digits; also its name in requests. */
  readonly fingerprint: string;
  /** The subject on one line, most specific attribute first; text of whoever made the certificate. */
  readonly subject: string;
  /** Epoch ms. */
  readonly expiresAt: number;
};

/** `known`: every authority of the file was here already. */
export type AddAuthoritiesOutcome =
  | { readonly kind: 'added'; readonly count: number }
  | { readonly kind: 'known' | 'cancelled' };

/** The digits as certificate tools show them: upper-case pairs with colons between; the first `bytes` of them. */
export function formatFingerprint(fingerprint: string, bytes = 32): string {
  const pairs = fingerprint.toUpperCase().match(/../g) ?? [];
  return pairs.slice(0, bytes).join(':');
}
