/** Says why an exchange failed, from what Chromium's and Node's network stacks throw (requirements N-01 to N-04). */
import { TransportError, type TransportFailure } from '../ports.ts';

/** Chromium's errors are plain ones: all there is to go by is the `net::ERR_*` name in the text. */
const chromiumFailures: readonly (readonly [RegExp, TransportFailure])[] = [
  [/\bnet::ERR_(CERT|SSL|BAD_SSL|CLIENT_AUTH_CERT)_?/, 'tls'],
  [/\bnet::ERR_(PROXY_AUTH|UNEXPECTED_PROXY_AUTH|UNSUPPORTED_AUTH_SCHEME)/, 'proxy_authentication'],
  [/\bnet::ERR_(TOO_MANY_REDIRECTS|INVALID_REDIRECT|UNSAFE_REDIRECT)/, 'redirected'],
  // Electron's own two sentences, for the modes `manual` and `error`.
  [/^Redirect was cancelled$|redirect policy was 'error'/, 'redirected'],
];

/** Node says `UNSPECIFIED` for every fault of a certificate that it has no name for. */
const nodeTlsCode =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|ERROR_IN_CERT_|UNSPECIFIED$|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/** What fails before a connection stands: no name, no route, nobody listening. */
const chromiumNeverSent =
  /\bnet::ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_FAILED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|PROXY_CONNECTION_FAILED|CONNECTION_TIMED_OUT|NETWORK_ACCESS_DENIED|DNS_[A-Z_]+)\b/;
const nodeNeverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

function chromiumFailure(thrown: unknown): TransportFailure {
  const message = thrown instanceof Error ? thrown.message : '';
  return chromiumFailures.find(([pattern]) => pattern.test(message))?.[1] ?? 'unreachable';
}

/** `fetch` wraps what the connection threw; `https.request` does not. */
function nodeCode(thrown: unknown): string {
  const error = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function nodeFailure(thrown: unknown): TransportFailure {
  return nodeTlsCode.test(nodeCode(thrown)) ? 'tls' : 'unreachable';
}

function wasNeverSent(stack: 'chromium' | 'node', thrown: unknown): boolean {
  if (stack === 'node') return nodeNeverSent.test(nodeCode(thrown));
  return thrown instanceof Error && chromiumNeverSent.test(thrown.message);
}

/** The error to throw for `thrown`; the signal decides first, because an abort shows under many names. */
export function transportErrorOf(
  stack: 'chromium' | 'node',
  thrown: unknown,
  signal: AbortSignal,
): TransportError {
  if (thrown instanceof TransportError) return thrown;
  if (signal.aborted) return new TransportError('aborted', signal.reason);
  const failure = stack === 'chromium' ? chromiumFailure(thrown) : nodeFailure(thrown);
  return new TransportError(failure, thrown, wasNeverSent(stack, thrown));
}

/**
 * True where Chromium found no authority that it trusts, and for nothing else: that is decided in the handshake, before
 * anything of the request is sent, and it is the only fault that another authority can mend. Other failures of TLS may
 * come after the request, such as an alert.
 */
export function isUnknownAuthority(thrown: unknown): boolean {
  if (!(thrown instanceof TransportError) || thrown.kind !== 'tls') return false;
  const { cause } = thrown;
  return cause instanceof Error && /\bnet::ERR_CERT_AUTHORITY_INVALID\b/.test(cause.message);
}
