/** Makes one attempt to sign in: a fresh state, nonce and PKCE verifier and the address to open (RFC 8252 section 6). */
import { createHash, randomBytes } from 'node:crypto';
import { type AccountDefinition, reservedParameters } from '../../shared/account-definition.ts';
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { Secret } from '../secret.ts';
import type { OAuthDeps } from './oauth-deps.ts';

export type Prompt = 'select_account' | 'login' | 'consent';

export type AuthorizationRequest = {
  readonly url: URL;
  readonly state: Secret;
  /** Null without the `openid` scope: only an ID token can repeat it. */
  readonly nonce: Secret | null;
  readonly codeVerifier: Secret;
  readonly redirectUri: string;
  /** Epoch ms. */
  readonly issuedAt: number;
  /** Seconds since the person last signed in that were asked for (`max_age`), or null. */
  readonly maxAge: number | null;
};

export type AuthorizationRequestArgs = {
  readonly server: Server;
  readonly definition: AccountDefinition;
  readonly redirectUri: string;
  readonly prompt?: Prompt;
};

/** 256 bits, 43 unreserved characters: what RFC 7636 section 4.1 asks of a verifier and more than state needs. */
const randomToken = (): string => randomBytes(32).toString('base64url');

/** Every attempt is its own: nothing of an earlier one is reused (RFC 9700 section 2.1). Throws AppError `metadata_invalid`. */
export function createAuthorizationRequest(
  deps: Pick<OAuthDeps, 'clock'>,
  { server, definition, redirectUri, prompt }: AuthorizationRequestArgs,
): AuthorizationRequest {
  const scopes = definition.scope.split(/\s+/).filter((it) => it !== '');
  const codeVerifier = randomToken();
  const state = randomToken();
  const nonce = scopes.includes('openid') ? randomToken() : null;
  if (server.authorizationEndpoint === null) {
    throw new AppError('metadata_invalid', { reason: 'authorization_endpoint' });
  }
  const url = new URL(server.authorizationEndpoint);
  setAll(url, extraParameters(definition));
  setAll(url, {
    response_type: 'code',
    client_id: definition.clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(nonce === null ? {} : { nonce }),
    ...promptParameter(scopes, definition, prompt),
  });
  return {
    url,
    state: Secret.of(state),
    nonce: nonce === null ? null : Secret.of(nonce),
    codeVerifier: Secret.of(codeVerifier),
    redirectUri,
    issuedAt: deps.clock.now().wall,
    maxAge: maxAgeOf(definition),
  };
}

function setAll(url: URL, parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
}

function extraParameters({ extraParameters: extra }: AccountDefinition): Record<string, string> {
  return Object.fromEntries(
    Object.entries(extra).filter(([name]) => !reservedParameters.includes(name)),
  );
}

/** What is asked of the server's own pages; `offline_access` is ignored without consent (OIDC Core section 11). */
function promptParameter(
  scopes: readonly string[],
  { extraParameters: extra }: AccountDefinition,
  prompt: Prompt | undefined,
): Record<string, string> {
  const wanted = new Set((extra.prompt ?? '').split(/\s+/).filter((it) => it !== ''));
  if (prompt !== undefined) wanted.add(prompt);
  if (scopes.includes('offline_access')) wanted.add('consent');
  // `none` beside any other value is an error (OIDC Core section 3.1.2.1).
  if (wanted.size > 1) wanted.delete('none');
  return wanted.size === 0 ? {} : { prompt: [...wanted].join(' ') };
}

function maxAgeOf({ extraParameters: extra }: AccountDefinition): number | null {
  const asked = extra.max_age?.trim() ?? '';
  return /^\d{1,9}$/.test(asked) ? Number(asked) : null;
}
