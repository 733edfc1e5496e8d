/** Tells the one kind of address that plain http is accepted for: this machine (RFC 8252 section 8.3). */

const loopbackHost = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?(\/|$)/;

/** True for an http address on 127.0.0.1, [::1] or localhost. */
export function isLoopbackHttp(address: string): boolean {
  return loopbackHost.test(address);
}
