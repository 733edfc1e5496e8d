/** The authorization servers we talk to: discovered by issuer and remembered for a day, or named endpoint by endpoint. */
import type { CustomEndpoints, GrantType } from '../../shared/account-definition.ts';
import { isLoopbackUrl } from '../../shared/loopback-address.ts';
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { parseIssuer } from './issuer.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { requestMetadata } from './request-metadata.ts';
import { parseEndpoint } from './server-endpoints.ts';
import type { DiscoveredServer } from './server-metadata.ts';

/** Both throw AppError: what is wrong with the address, the metadata or the way there. */
export type ServerDirectory = {
  /** From memory where the answer is younger than a day; one request for all who ask at once. */
  readonly discover: (issuer: string, grantType?: GrantType) => Promise<DiscoveredServer>;
  /** Asks the server again. */
  readonly rediscover: (issuer: string) => Promise<DiscoveredServer>;
};

const freshForMs = 24 * 3_600_000;
const mostKept = 64;

type Kept = { readonly found: DiscoveredServer; readonly wall: number; readonly monotonic: number };

export function createServerDirectory(deps: OAuthDeps): ServerDirectory {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<DiscoveredServer>>();

  const ask = (issuer: string, grantType: GrantType): Promise<DiscoveredServer> => {
    const typed = parseIssuer(issuer);
    const key = keyOf(issuer, grantType);
    const running = asking.get(key);
    if (running !== undefined) return running;
    const started = requestMetadata(deps, typed, grantType)
      .then((found) => {
        keep(kept, key, { found, ...deps.clock.now() });
        return found;
      })
      .finally(() => asking.delete(key));
    asking.set(key, started);
    return started;
  };

  return {
    discover: async (issuer, grantType = 'authorization_code') => {
      const known = kept.get(keyOf(issuer, grantType));
      return known !== undefined && isFresh(deps, known) ? known.found : ask(issuer, grantType);
    },
    rediscover: async (issuer) => ask(issuer, 'authorization_code'),
  };
}

/** The same metadata may do for one grant and not for another. */
const keyOf = (issuer: string, grantType: GrantType): string => `${grantType} ${issuer}`;

/** Either clock may stand still: the monotonic one in sleep, the wall clock under somebody's hand. */
function isFresh({ clock }: OAuthDeps, { wall, monotonic }: Kept): boolean {
  const now = clock.now();
  return Math.max(now.wall - wall, now.monotonic - monotonic) < freshForMs;
}

function keep(kept: Map<string, Kept>, key: string, entry: Kept): void {
  kept.delete(key);
  kept.set(key, entry);
  const oldest = kept.keys().next().value;
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}

/**
 * A plain OAuth 2.0 server from the endpoints a person typed: all https, or all on this machine. Throws AppError
 * `metadata_invalid` or `endpoint_not_https`, naming the field.
 */
export function serverOfEndpoints(endpoints: CustomEndpoints): Server {
  const named = Object.entries(endpoints).flatMap(([field, address]) =>
    address === null ? [] : [{ field, url: requireEndpoint(field, address) }],
  );
  const allLocal = named.every(({ url }) => isLoopbackUrl(url));
  const open = named.find(({ url }) => url.protocol !== 'https:' && !allLocal);
  if (open !== undefined) throw new AppError('endpoint_not_https', { field: open.field });
  return {
    issuer: null,
    authorizationEndpoint: endpoints.authorization,
    tokenEndpoint: endpoints.token,
    revocationEndpoint: endpoints.revocation,
    introspectionEndpoint: endpoints.introspection,
    endSessionEndpoint: null,
    jwksUri: null,
    tokenEndpointAuthMethods: null,
    revocationEndpointAuthMethods: null,
    idTokenSigningAlgs: null,
    responseIssSupported: false,
    promptValuesSupported: null,
  };
}

function requireEndpoint(field: string, address: string): URL {
  const url = parseEndpoint(address);
  if (url === null) throw new AppError('metadata_invalid', { field });
  return url;
}

/** True when anything of this server is reached over plain http, which only this machine may be. */
export function isLocalServer(server: Server): boolean {
  return [server.issuer, server.authorizationEndpoint, server.tokenEndpoint].some(
    (it) => it?.startsWith('http:') === true,
  );
}
