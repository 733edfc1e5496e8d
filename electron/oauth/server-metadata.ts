/** Reads authorization server metadata by known fields only (OpenID Connect Discovery section 3, RFC 8414 section 2). */
import type { GrantType } from '../../shared/account-definition.ts';
import type { ServerCapabilities } from '../../shared/operations.ts';
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { isTenantTemplate, type TypedIssuer } from './issuer.ts';
import { mayNameEndpoint, parseEndpoint } from './server-endpoints.ts';

export type Metadata = Readonly<Record<string, unknown>>;
export type DiscoveredServer = {
  readonly server: Server;
  readonly capabilities: ServerCapabilities;
};

/**
 * The server that metadata describes for a typed issuer. Throws AppError `issuer_mismatch`, `metadata_invalid`,
 * `endpoint_not_https`, and for a sign-in with a code `pkce_unsupported` or `code_flow_unsupported`.
 */
export function readMetadata(
  typed: TypedIssuer,
  metadata: Metadata,
  grantType: GrantType = 'authorization_code',
): DiscoveredServer {
  const issuer = readIssuer(typed, metadata);
  const server = readServer(typed.url, issuer, metadata);
  if (grantType === 'authorization_code') assertCodeFlow(server, metadata);
  return { server, capabilities: readCapabilities(server, issuer, metadata) };
}

function readIssuer({ url, accepted }: TypedIssuer, { issuer }: Metadata): string {
  if (typeof issuer !== 'string' || issuer === '') throw invalid('issuer');
  if (accepted.includes(issuer)) return issuer;
  const onTenantHost = url.hostname === 'login.microsoftonline.com';
  if (onTenantHost && isTenantTemplate(issuer)) return issuer;
  throw new AppError('issuer_mismatch', { issuer: issuer.slice(0, 2048), field: 'issuer' });
}

function readServer(asked: URL, issuer: string, metadata: Metadata): Server {
  const optional = (name: string): string | null => readEndpoint(asked, metadata, name);
  const required = (name: string): string => {
    const address = optional(name);
    if (address === null) throw invalid(name);
    return address;
  };
  return {
    issuer,
    authorizationEndpoint: optional('authorization_endpoint'),
    tokenEndpoint: required('token_endpoint'),
    revocationEndpoint: optional('revocation_endpoint'),
    introspectionEndpoint: optional('introspection_endpoint'),
    endSessionEndpoint: optional('end_session_endpoint'),
    jwksUri: optional('jwks_uri'),
    tokenEndpointAuthMethods: readNames(metadata.token_endpoint_auth_methods_supported, 32),
    revocationEndpointAuthMethods: readNames(
      metadata.revocation_endpoint_auth_methods_supported,
      32,
    ),
    idTokenSigningAlgs: readNames(metadata.id_token_signing_alg_values_supported, 64, 32),
    responseIssSupported: metadata.authorization_response_iss_parameter_supported === true,
    promptValuesSupported: readNames(metadata.prompt_values_supported, 32),
  };
}

function readEndpoint(issuer: URL, metadata: Metadata, name: string): string | null {
  const address = metadata[name];
  if (address === undefined || address === null) return null;
  const url = parseEndpoint(address);
  if (url === null) throw invalid(name);
  if (!mayNameEndpoint(issuer, url)) throw new AppError('endpoint_not_https', { reason: name });
  return String(address);
}

/** The strings of a list, bounded; null when there is no list. */
function readNames(value: unknown, most: number, longest = 64): string[] | null {
  if (!Array.isArray(value)) return null;
  const names = value.filter((it): it is string => typeof it === 'string' && it.length <= longest);
  return names.slice(0, most);
}

/** What a sign-in with a code cannot do without; a grant without a browser needs none of it (RFC 8414 section 2). */
function assertCodeFlow({ authorizationEndpoint }: Server, metadata: Metadata): void {
  if (authorizationEndpoint === null) throw invalid('authorization_endpoint');
  const responseTypes = readNames(metadata.response_types_supported, 64);
  const grants = readNames(metadata.grant_types_supported, 64);
  if (
    responseTypes?.includes('code') === false ||
    grants?.includes('authorization_code') === false
  ) {
    throw new AppError('code_flow_unsupported');
  }
  const methods = challengeMethods(metadata);
  if (methods.length > 0 && !methods.includes('S256')) throw new AppError('pkce_unsupported');
}

function challengeMethods(metadata: Metadata): readonly string[] {
  return readNames(metadata.code_challenge_methods_supported, 16) ?? [];
}

function readCapabilities(server: Server, issuer: string, metadata: Metadata): ServerCapabilities {
  return {
    issuer,
    // What RFC 8414 section 2 assumes where the list is left out.
    grants: readNames(metadata.grant_types_supported, 64) ?? ['authorization_code', 'implicit'],
    pkce: challengeMethods(metadata).includes('S256') ? 'announced' : 'silent',
    revocation: server.revocationEndpoint !== null,
    introspection: server.introspectionEndpoint !== null,
    scopes: readNames(metadata.scopes_supported, 200, 256) ?? [],
  };
}

const invalid = (reason: string): AppError => new AppError('metadata_invalid', { reason });
