import { describe, expect, it } from 'vitest';
import { transportErrorOf } from '../../../electron/platform/transport-failure.ts';
import { TransportError } from '../../../electron/ports.ts';

const silent = new AbortController().signal;
const kindOf = (stack: 'chromium' | 'node', thrown: unknown): string =>
  transportErrorOf(stack, thrown, silent).kind;
const nodeError = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

describe('what Chromium throws', () => {
  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['net::ERR_CERT_DATE_INVALID', 'tls'],
    ['net::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'tls'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
    ['net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls'],
    ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', 'tls'],
    ['net::ERR_PROXY_AUTH_UNSUPPORTED', 'proxy_authentication'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'unreachable'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'unreachable'],
    ['net::ERR_NAME_NOT_RESOLVED', 'unreachable'],
    ['net::ERR_INTERNET_DISCONNECTED', 'unreachable'],
    ['net::ERR_CONNECTION_RESET', 'unreachable'],
    ['net::ERR_UNSAFE_PORT', 'unreachable'],
    ["Attempted to redirect, but redirect policy was 'error'", 'redirected'],
    ['Redirect was cancelled', 'redirected'],
    ['anything else', 'unreachable'],
  ])('N-04 %s is %s', (message, kind) => {
    expect(kindOf('chromium', new Error(message))).toBe(kind);
  });
});

describe('whether a request can have reached the server', () => {
  const neverSent = (stack: 'chromium' | 'node', thrown: unknown): boolean =>
    transportErrorOf(stack, thrown, silent).neverSent;

  it.each([
    'NAME_NOT_RESOLVED',
    'INTERNET_DISCONNECTED',
    'CONNECTION_REFUSED',
    'ADDRESS_UNREACHABLE',
  ])('R-02 it cannot after net::ERR_%s', (name) => {
    expect(neverSent('chromium', new Error(`net::ERR_${name}`))).toBe(true);
  });

  it.each(['CONNECTION_RESET', 'EMPTY_RESPONSE', 'CONNECTION_CLOSED', 'NETWORK_CHANGED', 'FAILED'])(
    'R-02 it can after net::ERR_%s',
    (name) => {
      expect(neverSent('chromium', new Error(`net::ERR_${name}`))).toBe(false);
    },
  );

  it('R-02 it cannot when Node found no name or nobody listening, and can after a reset', () => {
    expect(neverSent('node', nodeError('ECONNREFUSED'))).toBe(true);
    expect(neverSent('node', nodeError('ENOTFOUND'))).toBe(true);
    expect(neverSent('node', nodeError('ECONNRESET'))).toBe(false);
    expect(neverSent('node', nodeError('UND_ERR_SOCKET'))).toBe(false);
  });
});

describe('what Node throws', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['UND_ERR_SOCKET', 'unreachable'],
  ])('N-04 %s is %s', (code, kind) => {
    expect(kindOf('node', nodeError(code))).toBe(kind);
  });

  it('has no code at all', () => {
    expect(kindOf('node', new TypeError('fetch failed'))).toBe('unreachable');
    expect(kindOf('node', 'a text')).toBe('unreachable');
  });
});

describe('what decides before the error does', () => {
  it('is the signal: an abort shows under many names', () => {
    const stop = new AbortController();
    stop.abort(new Error('deadline'));
    const thrown = new Error('net::ERR_CERT_DATE_INVALID');
    const error = transportErrorOf('chromium', thrown, stop.signal);
    expect(error.kind).toBe('aborted');
    expect(error.cause).toBe(stop.signal.reason);
  });

  it('is a kind that was already found', () => {
    const error = new TransportError('redirected');
    expect(transportErrorOf('node', error, silent)).toBe(error);
  });
});
