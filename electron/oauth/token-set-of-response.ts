/** Makes a token set of a response that passed its checks (RFC 6749 sections 5.1 and 6). */
import type { Server } from '../account-record.ts';
import { Secret } from '../secret.ts';
import type { TokenSet } from '../token-set.ts';
import type { TokenExchange } from './token-exchange.ts';

type Before = { readonly scope: string; readonly current?: TokenSet };

/** Times are fixed at receipt; what the response leaves out stays as it was. Throws when nothing has arrived. */
export function tokenSetOf(server: Server, exchange: TokenExchange, before: Before): TokenSet {
  const arrived = exchange.arrived();
  if (arrived === null) throw new Error('no token response has arrived');
  const { response, at } = arrived;
  const { accessToken, refreshToken, idToken, expiresInSeconds, scope } = response;
  const keepIdToken = idToken !== null && server.endSessionEndpoint !== null;
  return {
    accessToken: Secret.of(accessToken),
    refreshToken:
      refreshToken === null ? (before.current?.refreshToken ?? null) : Secret.of(refreshToken),
    idToken: keepIdToken ? Secret.of(idToken) : (before.current?.idToken ?? null),
    issuedAt: at,
    expiresAt: expiresInSeconds === null ? null : at + Math.round(expiresInSeconds * 1000),
    refreshExpiresAt: refreshExpiryOf(arrived, before.current),
    scope: scope ?? before.scope,
    tokenType: 'Bearer',
  };
}

type Arrived = NonNullable<ReturnType<TokenExchange['arrived']>>;

/** What the response tells; else what was known of the same refresh token; a new one is unknown. */
function refreshExpiryOf({ response, at }: Arrived, current: TokenSet | undefined): number | null {
  const { refreshExpiresInSeconds, refreshToken } = response;
  if (refreshExpiresInSeconds !== null) return at + Math.round(refreshExpiresInSeconds * 1000);
  const isSame =
    refreshToken === null || current?.refreshToken?.equals(Secret.of(refreshToken)) === true;
  return isSame ? (current?.refreshExpiresAt ?? null) : null;
}
