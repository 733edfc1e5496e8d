/** An account as the window sees it: facts, times and states; there is no field that could hold a token. */
import type { AccountDefinition } from './account-definition.ts';
import type { ErrorView } from './errors.ts';
import type { Deadline, Expiry } from './expiry.ts';
import type { RouteKind } from './revocation-route.ts';
import type { RevocationOutcome } from './verdict.ts';

/** Who signed in, from the ID token's claims (OIDC Core section 5.1); all but `sub` optional and untrusted text. */
export type Subject = {
  readonly sub: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly preferredUsername: string | null;
};

export type TokenKind = 'access_token' | 'refresh_token';

/** Where the grant stands at the server, as far as anything said so. */
export type GrantState =
  | { readonly status: 'none' }
  | { readonly status: 'live' }
  | { readonly status: 'refused'; readonly at: number; readonly error: ErrorView }
  | {
      readonly status: 'revocation_pending';
      /** Since when, epoch ms. */
      readonly at: number;
      readonly outcomes: readonly RevocationOutcome[];
      readonly attempts: number;
      /** Epoch ms of the next try by itself; null while nothing is planned. */
      readonly nextTryAt: number | null;
    }
  | {
      readonly status: 'revoked' | 'not_revoked';
      readonly at: number;
      readonly outcomes: readonly RevocationOutcome[];
    };

/** True once revoking has begun: what is still held is never used again, only ended. */
export function isEnding<Grant extends Pick<GrantState, 'status'>>(
  grant: Grant,
): grant is Extract<Grant, { status: 'revoked' | 'not_revoked' | 'revocation_pending' }> {
  return ['revoked', 'not_revoked', 'revocation_pending'].includes(grant.status);
}

export type Operation = 'idle' | 'refreshing' | 'revoking' | 'reauthorizing';

/** When the refresh token ends, and whose word that is: the strongest there is, in this order. */
export type RefreshEnd = Expiry & {
  readonly expiresAt: number;
  readonly saidBy: 'server' | 'account' | 'preset';
};

export type AccountView = {
  readonly accountId: string;
  readonly definition: AccountDefinition;
  readonly clientSecretSet: boolean;
  /** The issuer or authorization endpoint is on this machine, over plain http. */
  readonly local: boolean;
  /** Issuer, or the authorization endpoint's origin for a plain OAuth 2.0 server: what to call the server. */
  readonly server: string;
  readonly subject: Subject | null;
  readonly grant: GrantState;
  readonly operation: Operation;
  /** False while the newest token set is only in memory because the keychain would not take it. */
  readonly saved: boolean;
  readonly access: Expiry | null;
  /** Null: nobody said (RFC 6749 knows no such field), which is a state of its own. */
  readonly refreshEnd: RefreshEnd | null;
  /** Until when the refresh token has to be used again, from its last use on; null where no such limit is known. */
  readonly refreshUnused: Expiry | null;
  /** When it is refreshed by itself, as things stand; null: not at all, or not while the app has to wait. */
  readonly nextRefresh: Deadline | null;
  /** Until when nothing is asked of the server, because it or the way to it failed; null where it did not. */
  readonly unavailableUntil: Deadline | null;
  /** Scope as granted (RFC 6749 section 3.3), null before the first sign-in. */
  readonly grantedScope: string | null;
  readonly refreshTokenHeld: boolean;
  readonly accessTokenHeld: boolean;
  readonly revocationSupported: boolean;
  /** How its tokens can be ended; `none` before a server is known that can. */
  readonly revocationRoute: RouteKind;
  /** The provider has a page of its own for ending access; main knows its address. */
  readonly hasProviderPage: boolean;
  /** The provider has a page that ends the person's session; logging out there revokes nothing. */
  readonly canLogOut: boolean;
  /** The last refresh failed for a reason that only a person can correct; asking again changes nothing. */
  readonly needsCorrection: boolean;
  readonly lastProblem: { readonly at: number; readonly error: ErrorView } | null;
  readonly createdAt: number;
  readonly lastRefreshedAt: number | null;
};

/** The name to show for a person: e-mail, else user name, else name, else the subject identifier. */
export function nameOfSubject(subject: Subject): string {
  return subject.email ?? subject.preferredUsername ?? subject.name ?? subject.sub;
}
