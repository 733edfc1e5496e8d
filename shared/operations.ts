/** What the window learns from the actions it asks for: outcomes as data, never a token. */
import type { Environment } from './account-definition.ts';
import type { TokenKind } from './account-view.ts';
import type { ErrorView } from './errors.ts';
import type { RecipeFacts } from './revocation-route.ts';
import type { RevocationOutcome } from './verdict.ts';

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
  /** False while the newest token set is only in memory because the keychain would not take it. */
  readonly saved: boolean;
  /** Why the refresh before copying failed although the copied token is still valid. */
  readonly warning: ErrorView | null;
};

/** `saved` as in `CopyOutcome`. */
export type RefreshOutcome = { readonly saved: boolean };

export type RefreshAllOutcome = {
  readonly refreshed: number;
  /** Refreshed as well, but the new tokens are only in memory so far. */
  readonly unsaved: number;
  readonly needSignIn: number;
  /** No refresh token, revoked, or a revocation is pending. */
  readonly cannot: number;
  /** Network, keychain or server trouble: nothing is lost, trying again helps. */
  readonly failed: number;
};

export type RevokeOutcome = {
  /** True only when the server answered 2xx for every token that was held, and none was seen alive afterwards. */
  readonly revoked: boolean;
  /** Asked again by itself until it is decided. */
  readonly pending: boolean;
  readonly outcomes: readonly RevocationOutcome[];
};

/** Access tokens that were replaced before they ended: nobody holds them here, and they may still work. */
export type EarlierAccessTokens = {
  readonly count: number;
  /** Epoch ms at which the first of them was issued. */
  readonly since: number;
  /** Epoch ms; null where one of them announced no end. */
  readonly lastEndsAt: number | null;
};

/** What revoking will do as far as anybody knows, shown before anything is revoked. */
export type RevokePreview = {
  readonly recipe: RecipeFacts;
  /** Where the tokens will be sent; null where nothing can be asked. */
  readonly host: string | null;
  /** Tokens that the server will be asked to end, in this order. */
  readonly asks: readonly TokenKind[];
  readonly refreshTokenHeld: boolean;
  readonly accessTokenHeld: boolean;
  /** When the held access token ends by itself, epoch ms; null: unknown or none held. */
  readonly accessTokenEndsAt: number | null;
  /** A resource server may take the access token until then without asking; null before the keychain answered. */
  readonly selfContained: boolean | null;
  readonly earlier: EarlierAccessTokens | null;
  /** Other accounts here of the same user at the same client, whose tokens may belong to the same grant. */
  readonly sharing: readonly { readonly accountId: string; readonly label: string }[];
  /** How the end can be proven; null where it cannot. */
  readonly proof: 'introspection' | 'validity_probe' | null;
};
