/** Builds the openid-client view of one operation from the frozen server: its own fetch, its own client authentication. */
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  type ServerMetadata,
} from 'openid-client';
import type { Server } from '../account-record.ts';
import type { Secret } from '../secret.ts';
import { isLocalServer } from './authorization-server.ts';
import { isTenantTemplate } from './issuer.ts';

export type ClientAtServer = {
  readonly server: Server;
  readonly clientId: string;
  readonly clientSecret: Secret | null;
};

type ConfigurationArgs = ClientAtServer & {
  /** Which endpoint the secret is for: both may ask for different methods. */
  readonly endpoint: 'token' | 'revocation' | 'introspection';
  readonly fetch: CustomFetch;
};

/** Only endpoints of the frozen server are in it, so that no token can go anywhere else (RFC 9700 section 4.4). */
export async function configureClient(args: ConfigurationArgs): Promise<Configuration> {
  const { server, clientId } = args;
  const metadata = metadataOf(server);
  const authentication = authenticate(args);
  const config = isTenantTemplate(server.issuer)
    ? await configureTenant(metadata, clientId, authentication)
    : new Configuration(metadata, clientId, undefined, authentication);
  config[customFetch] = args.fetch;
  // The deadline is ours: it starts when the request may start.
  config.timeout = undefined;
  if (isLocalServer(server)) allowInsecureRequests(config);
  enableNonRepudiationChecks(config);
  return config;
}

function metadataOf(server: Server): ServerMetadata {
  const { authorizationEndpoint, revocationEndpoint, introspectionEndpoint, jwksUri } = server;
  return {
    issuer: server.issuer ?? new URL(server.tokenEndpoint).origin,
    token_endpoint: server.tokenEndpoint,
    id_token_signing_alg_values_supported: acceptedAlgorithms(server),
    authorization_response_iss_parameter_supported: server.responseIssSupported,
    ...(authorizationEndpoint === null ? {} : { authorization_endpoint: authorizationEndpoint }),
    ...(revocationEndpoint === null ? {} : { revocation_endpoint: revocationEndpoint }),
    ...(introspectionEndpoint === null ? {} : { introspection_endpoint: introspectionEndpoint }),
    ...(jwksUri === null ? {} : { jwks_uri: jwksUri }),
  };
}

/** What the metadata lists, without `none` and the HMAC family, else RS256 (OIDC Core section 3.1.3.7). */
function acceptedAlgorithms({ idTokenSigningAlgs }: Server): string[] {
  const listed = (idTokenSigningAlgs ?? []).filter((it) => it !== 'none' && !it.startsWith('HS'));
  return listed.length === 0 ? ['RS256'] : listed;
}

/** Post unless the metadata excludes it, and then Basic (RFC 6749 section 2.3.1). */
function authenticate({ server, clientSecret, endpoint }: ConfigurationArgs): ClientAuth {
  if (clientSecret === null) return None();
  const methods =
    (endpoint === 'revocation' ? server.revocationEndpointAuthMethods : null) ??
    server.tokenEndpointAuthMethods;
  const postExcluded = methods !== null && !methods.includes('client_secret_post');
  const basic = postExcluded && methods.includes('client_secret_basic');
  return (basic ? ClientSecretBasic : ClientSecretPost)(clientSecret.reveal());
}

/**
 * The library fills a tenant into the issuer only for what its own discovery returned, so it discovers what we hold:
 * nothing is sent.
 */
function configureTenant(
  metadata: ServerMetadata,
  clientId: string,
  authentication: ClientAuth,
): Promise<Configuration> {
  const held = async (): Promise<Response> => Response.json(metadata);
  const address = new URL('/common/v2.0', metadata.issuer);
  return discovery(address, clientId, undefined, authentication, { [customFetch]: held });
}
