/** The one redirect URI shape: a loopback address with a constant path (RFC 8252 section 7.3). */
import type { RedirectHost } from './account-definition.ts';

export const callbackPath = '/callback';

/** The redirect URI to register; without a port where the server accepts any (`port` null), as RFC 8252 7.3 asks of servers. */
export function redirectUri(host: RedirectHost, port: number | null): string {
  return port === null ? `http://${host}${callbackPath}` : `http://${host}:${port}${callbackPath}`;
}
