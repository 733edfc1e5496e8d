/** The address that ends a person's session at an OpenID provider (OpenID Connect RP-Initiated Logout 1.0 section 2). */
import type { Secret } from '../secret.ts';

/** The longest address that a browser is handed (requirement E-15). */
const longestUrl = 8 * 1024;

export type LogOutArgs = {
  /** As frozen at sign-in. */
  readonly endSessionEndpoint: string;
  readonly clientId: string;
  /** The hint about whose session it is; null where none is kept. */
  readonly idToken: Secret | null;
};

/**
 * There is no `post_logout_redirect_uri`: one over http is for confidential clients only, and this app cannot keep a
 * secret. The hint is left out where the address would be too long; the provider then asks the person.
 */
export function logOutUrl({ endSessionEndpoint, clientId, idToken }: LogOutArgs): URL {
  const plain = new URL(endSessionEndpoint);
  plain.searchParams.set('client_id', clientId);
  if (idToken === null) return plain;
  const hinted = new URL(plain);
  hinted.searchParams.set('id_token_hint', idToken.reveal());
  return hinted.href.length <= longestUrl ? hinted : plain;
}
