/** A token that a person found somewhere, as far as the window may know it: what it is and what can be done, never itself. */
import type { TokenKind } from './account-view.ts';
import type { ErrorCode } from './errors.ts';
import type { Confidence } from './revocation-route.ts';
import type { RevocationOutcome } from './verdict.ts';

/** The most text that is looked through at once, in characters. */
export const mostFoundText = 8 * 1024 * 1024;
/** The most tokens that are taken out of one text. */
export const mostFoundTokens = 200;

/** Where it would be sent to be ended, and nowhere else. */
export type FoundRoute = {
  readonly host: string;
  readonly provider: string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly triedLive: boolean;
  /** The provider tells the token's owner. */
  readonly ownerIsNotified: boolean;
};

export type FoundToken = {
  readonly index: number;
  /** What it is by its looks: a provider's name and kind, `JWT`, or null for an opaque text beside a telling name. */
  readonly name: string | null;
  readonly kind: TokenKind | null;
  /** The public beginning by which it was recognised, such as `gho_`; empty where there is none. */
  readonly prefix: string;
  /** First 12 hex of SHA-256. */
  readonly fingerprint: string;
  /** What a JWT says about itself; untrusted. */
  readonly claims: {
    readonly issuer: string | null;
    readonly client: string | null;
    readonly expiresAt: number | null;
  } | null;
  /** The account here that holds it, or held it before. */
  readonly match: {
    readonly accountId: string;
    readonly label: string;
    readonly held: boolean;
  } | null;
  /** Null where it goes nowhere. */
  readonly route: FoundRoute | null;
  /** Why there is no route; null where there is one. */
  readonly whyNot: Extract<
    ErrorCode,
    'found_unknown' | 'found_foreign_client' | 'revocation_unsupported'
  > | null;
};

export type FoundTokens = {
  readonly findId: string;
  readonly tokens: readonly FoundToken[];
  /** True where there were more than fit. */
  readonly more: boolean;
};

/**
 * What became of the account here that holds the token, or held it. `ended`: a look showed that its grant is over;
 * `expired`: that its access token is; `works`: that all of it still works; `in_doubt`: nobody could look.
 */
export type FoundHolderState =
  | 'revoked'
  | 'revocation_pending'
  | 'not_revoked'
  | 'ended'
  | 'expired'
  | 'works'
  | 'in_doubt';

export type FoundEnd = {
  readonly outcome: RevocationOutcome;
  /** Null where no account is concerned, or nothing is known of it. */
  readonly holder: FoundHolderState | null;
};
