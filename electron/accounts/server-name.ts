/** Tells which authorization server an account is at: by its issuer, else by the origin of its first endpoint. */
import type { AccountDefinition } from '../../shared/account-definition.ts';

/** The issuer identifier, or an origin for a plain OAuth 2.0 server. */
export function serverNameOf({ issuer, endpoints }: AccountDefinition): string {
  if (issuer !== null) return issuer;
  const address = endpoints?.authorization ?? endpoints?.token ?? '';
  return URL.canParse(address) ? new URL(address).origin : address;
}
