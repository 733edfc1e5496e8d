/** Tells the one kind of address that plain http is accepted for: this machine, by its three names (RFC 8252 section 8.3). */

const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** True for a parsed address on this machine, whatever its scheme. */
export function isLoopbackUrl({ hostname }: { readonly hostname: string }): boolean {
  return loopbackHosts.includes(hostname);
}
