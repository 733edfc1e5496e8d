/** What the window learns from the actions it asks for: outcomes as data, never a token. */
import type { Environment } from './account-definition.ts';
import type { RevocationOutcome } from './account-view.ts';
import type { ErrorView } from './errors.ts';

/** What discovery says about a server (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2). */
export type ServerCapabilities = {
  readonly issuer: string;
  readonly grants: readonly string[];
  /** S256 announced, or nothing (it is sent all the same, RFC 9700 section 2.1.1); a server with less is refused. */
  readonly pkce: 'announced' | 'silent';
  readonly revocation: boolean;
  readonly introspection: boolean;
  readonly scopes: readonly string[];
};

export type CopyForm = 'token' | 'header';

export type CopyOutcome = {
  readonly label: string;
  readonly who: string | null;
  readonly environment: Environment;
  readonly form: CopyForm;
  /** Null where the setting is never. */
  readonly clearsAfterMs: number | null;
  /** Null where no expiry was announced. */
  readonly remainingMs: number | null;
  readonly refreshed: boolean;
  /** Why the refresh before copying failed although the copied token is still valid. */
  readonly warning: ErrorView | null;
};

export type RefreshAllOutcome = {
  readonly refreshed: number;
  readonly needSignIn: number;
  /** No refresh token, revoked, or a revocation is pending. */
  readonly cannot: number;
  /** Network, keychain or server trouble: nothing is lost, trying again helps. */
  readonly failed: number;
};

export type RevokeOutcome = {
  /** True only when the server answered 2xx for every token that was held. */
  readonly revoked: boolean;
  readonly outcomes: readonly RevocationOutcome[];
};

/** What the server will be asked, shown before anything is revoked. */
export type RevokePreview = {
  readonly revocationEndpoint: string | null;
  readonly refreshTokenHeld: boolean;
  readonly accessTokenHeld: boolean;
};
