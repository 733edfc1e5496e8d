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

const nodeTlsCode =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO$)/;

function chromiumFailure(thrown: unknown): TransportFailure {
  const message = thrown instanceof Error ? thrown.message : '';
  return chromiumFailures.find(([pattern]) => pattern.test(message))?.[1] ?? 'unreachable';
}

function nodeFailure(thrown: unknown): TransportFailure {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return nodeTlsCode.test(code) ? 'tls' : 'unreachable';
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
  return new TransportError(failure, thrown);
}
