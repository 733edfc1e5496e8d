/** The three names under which plain http is allowed at all: this machine (RFC 8252 section 8.3). */

const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

export function isLoopbackUrl(url: URL): boolean {
  return loopbackHosts.includes(url.hostname);
}
