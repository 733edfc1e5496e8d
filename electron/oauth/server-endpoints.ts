/** Decides which endpoint addresses tokens may ever be sent to: https, or this machine throughout (RFC 9700 section 2.6). */
import { isLoopbackUrl } from '../../shared/loopback-address.ts';

const maxLength = 2048;

/** An absolute http(s) URL without user and fragment, or null. */
export function parseEndpoint(address: unknown): URL | null {
  if (typeof address !== 'string' || address.length > maxLength) return null;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const plain = url.username === '' && url.password === '' && !address.includes('#');
  return plain && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

/** An issuer on this machine may name endpoints on this machine; any other must stay on https and off it. */
export function mayNameEndpoint(issuer: URL, endpoint: URL): boolean {
  if (isLoopbackUrl(endpoint)) return isLoopbackUrl(issuer);
  return endpoint.protocol === 'https:';
}
