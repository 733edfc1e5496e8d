/** The grants that follow a sign-in: a code for tokens (RFC 6749 section 4.1.3) and a refresh (section 6). */
import { authorizationCodeGrant, type IDToken, refreshTokenGrant } from 'openid-client';
import type { Subject } from '../../shared/account-view.ts';
import type { AppError } from '../app-error.ts';
import type { Secret } from '../secret.ts';
import type { TokenSet } from '../token-set.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { checkResponse } from './authorization-response.ts';
import { type ClientAtServer, configureClient } from './client-configuration.ts';
import { withClockBlamed } from './clock-difference.ts';
import {
  checkIdToken,
  checkIdTokenIsNew,
  checkSameIdentity,
  claimTexts,
  type ExpectedIdentity,
  subjectOf,
} from './id-token.ts';
import { isTenantTemplate } from './issuer.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { errorOfLibrary } from './oauth-errors.ts';
import { createTokenExchange, type Received, type TokenExchange } from './token-exchange.ts';
import { tokenSetOf } from './token-set-of-response.ts';

export type IssuedTokens = {
  readonly kind: 'issued';
  readonly tokenSet: TokenSet;
  /** The ID token's claims as bounded text; empty without an ID token. */
  readonly claims: Record<string, string>;
  readonly subject: Subject | null;
  /** Epoch seconds, as the server says them; null where it does not. */
  readonly authTime: number | null;
};

/** The server issued tokens, but something about them is wrong: they are to be revoked, never used. */
export type UnpromotedTokens = {
  readonly kind: 'not_promoted';
  readonly error: AppError;
  readonly received: Received;
};

export type CodeExchange = ClientAtServer & {
  /** The scope that was asked for, which a response without one grants (RFC 6749 section 5.1). */
  readonly scope: string;
  readonly attempt: AuthorizationRequest;
  readonly response: URL;
};

/** Throws AppError when no token was issued; the code is sent once, to the frozen token endpoint only. */
export async function exchangeCode(
  deps: OAuthDeps,
  args: CodeExchange,
): Promise<IssuedTokens | UnpromotedTokens> {
  const { server, attempt, response } = args;
  checkResponse(server, attempt, response);
  const exchange = createTokenExchange(deps, { server, asked: 'exchange' });
  try {
    const claims = await redeemCode(args, exchange);
    if (claims !== null) {
      checkIdToken(claims, args.clientId, deps.clock.now().wall);
      checkIdTokenIsNew(claims, attempt.issuedAt);
    }
    return {
      kind: 'issued',
      tokenSet: tokenSetOf(server, exchange, { scope: args.scope }),
      claims: claims === null ? {} : claimTexts(claims),
      subject: claims === null ? null : subjectOf(claims),
      authTime: claims?.auth_time ?? null,
    };
  } catch (thrown) {
    const error = withClockBlamed(errorOfLibrary(thrown, 'exchange'), exchange.clockDifference());
    const received = exchange.received();
    if (received.accessToken === null && received.refreshToken === null) throw error;
    return { kind: 'not_promoted', error, received };
  }
}

async function redeemCode(args: CodeExchange, exchange: TokenExchange): Promise<IDToken | null> {
  const { server, attempt } = args;
  const config = await configureClient({ ...args, endpoint: 'token', fetch: exchange.fetch });
  const expectsIdToken = attempt.nonce !== null && server.issuer !== null;
  const tokens = await authorizationCodeGrant(config, addressOf(args), {
    pkceCodeVerifier: attempt.codeVerifier.reveal(),
    expectedState: attempt.state.reveal(),
    ...(expectsIdToken && attempt.nonce !== null
      ? { expectedNonce: attempt.nonce.reveal(), idTokenExpected: true }
      : {}),
    ...(expectsIdToken && attempt.maxAge !== null ? { maxAge: attempt.maxAge } : {}),
  });
  return tokens.claims() ?? null;
}

/** The response under the redirect URI that was sent, because the library takes the one for the other (O-06). */
function addressOf({ server, attempt, response }: CodeExchange): URL {
  const address = new URL(attempt.redirectUri);
  address.search = response.search;
  // Compared already where there is an issuer to compare with.
  if (server.issuer === null || isTenantTemplate(server.issuer)) address.searchParams.delete('iss');
  return address;
}

export type RefreshedTokens = {
  readonly tokenSet: TokenSet;
  /** Null when the response had no ID token: what was known stays true. */
  readonly claims: Record<string, string> | null;
  readonly subject: Subject | null;
};

export type RefreshArgs = ClientAtServer & {
  readonly refreshToken: Secret;
  /** Left out, everything granted is asked for again; nothing beyond it ever is (RFC 6749 section 6). */
  readonly requestedScope?: string;
  readonly current: TokenSet;
  readonly expected: ExpectedIdentity;
  /** Awaited as soon as another refresh token has arrived, before the rest of the response is trusted. */
  readonly onReceived: (refreshToken: Secret) => Promise<void>;
  /** Awaited before that with whatever tokens came, the same refresh token too: for a caller who only wants to end them. */
  readonly onAnyReceived?: (received: Received) => Promise<void>;
};

/** The new token set, with the old refresh token where the response has none. Throws AppError. */
export async function refreshTokens(deps: OAuthDeps, args: RefreshArgs): Promise<RefreshedTokens> {
  const { server, current, refreshToken, expected } = args;
  const scope = narrowScope(args.requestedScope, current.scope);
  const exchange = createTokenExchange(deps, {
    server,
    asked: 'refresh',
    onReceived: async (received) => {
      await args.onAnyReceived?.(received);
      const rotated = received.refreshToken;
      if (rotated !== null && !rotated.equals(refreshToken)) await args.onReceived(rotated);
    },
  });
  try {
    const claims = await redeemRefreshToken(args, exchange, scope);
    if (claims !== null) {
      checkSameIdentity(claims, expected);
      checkIdToken(claims, args.clientId, deps.clock.now().wall);
    }
    return {
      tokenSet: tokenSetOf(server, exchange, { scope: scope ?? current.scope, current }),
      claims: claims === null ? null : claimTexts(claims),
      subject: claims === null ? null : subjectOf(claims),
    };
  } catch (thrown) {
    throw withClockBlamed(errorOfLibrary(thrown, 'refresh'), exchange.clockDifference());
  }
}

async function redeemRefreshToken(
  args: RefreshArgs,
  exchange: TokenExchange,
  scope: string | null,
): Promise<IDToken | null> {
  const config = await configureClient({ ...args, endpoint: 'token', fetch: exchange.fetch });
  const parameters: Record<string, string> = scope === null ? {} : { scope };
  const tokens = await refreshTokenGrant(config, args.refreshToken.reveal(), parameters);
  return tokens.claims() ?? null;
}

/** What of the requested scope was granted before; null when that asks for no less than everything. */
function narrowScope(requested: string | undefined, granted: string): string | null {
  const had = granted.split(' ').filter((it) => it !== '');
  const wanted = requested === undefined ? had : requested.split(' ');
  const kept = had.filter((it) => wanted.includes(it));
  return kept.length === 0 || kept.length === had.length ? null : kept.join(' ');
}
