import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../electron/app-error.ts';
import {
  type Asked,
  errorOfAnswer,
  errorOfAuthorizationResponse,
  errorOfLibrary,
  errorOfTransport,
} from '../../../electron/oauth/oauth-errors.ts';
import { safeText } from '../../../electron/oauth/untrusted-text.ts';
import { TransportError } from '../../../electron/ports.ts';

const now = Date.UTC(2026, 0, 1);
function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: new Headers(headers), text };
}
const codeOf = (asked: Asked, ...args: Parameters<typeof answer>) =>
  errorOfAnswer(answer(...args), asked, now).code;

describe('errorOfAnswer', () => {
  it.each(['invalid_grant', 'interaction_required', 'login_required', 'consent_required'])(
    'O-36 takes %s for the end of the grant, with whatever status it comes',
    (error) => {
      for (const status of [400, 401, 403]) {
        expect(codeOf('refresh', status, { error })).toBe('grant_refused');
      }
    },
  );

  const refusals: [number, unknown, string][] = [
    [400, { error: 'invalid_client' }, 'client_refused'],
    [401, { error: 'invalid_client' }, 'client_refused'],
    [400, { error: 'unauthorized_client' }, 'client_refused'],
    [400, { error: 'invalid_scope' }, 'scope_refused'],
    [400, { error: 'invalid_request' }, 'request_refused'],
    [400, { error: 'unsupported_grant_type' }, 'request_refused'],
    [400, { error: 'bad_refresh_token' }, 'refresh_unexplained'],
    [400, { error: 'access_denied' }, 'refresh_unexplained'],
    [400, { error: { message: 'of another shape' } }, 'refresh_unexplained'],
    [400, { errors: [{ errorType: 'invalid_grant' }] }, 'refresh_unexplained'],
    [400, '', 'refresh_unexplained'],
    [401, '<html>Please sign in</html>', 'refresh_unexplained'],
    [403, 'null', 'refresh_unexplained'],
    [404, '', 'refresh_unexplained'],
    [407, 'proxy', 'proxy_authentication'],
    [408, '', 'server_unavailable'],
    [429, { error: 'slow_down' }, 'rate_limited'],
    [500, { error: 'invalid_grant' }, 'server_unavailable'],
    [502, '<html>', 'server_unavailable'],
    [503, '', 'server_unavailable'],
    [400, { error: 'temporarily_unavailable' }, 'server_unavailable'],
    [200, { error: 'bad_refresh_token' }, 'refresh_unexplained'],
    [200, { ok: false, error: 'invalid_grant' }, 'grant_refused'],
  ];
  it.each(refusals)('O-36 N-03 reads a refresh answered %i %j as %s', (status, body, code) => {
    expect(codeOf('refresh', status, body)).toBe(code);
  });

  it('O-36 never ends a grant for any status or body that does not name one of the four', () => {
    const names = fc.string().filter((it) => !/^(invalid_grant|.*_required)$/.test(it.trim()));
    const body = fc.oneof(
      fc.string(),
      fc.record({ error: names }).map((it) => JSON.stringify(it)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), body, (status, text) => {
        expect(codeOf('refresh', status, text)).not.toBe('grant_refused');
      }),
      { numRuns: 2000 },
    );
  });

  it('gives another name to the same answer where something else was asked', () => {
    expect(codeOf('metadata', 404, '')).toBe('metadata_not_found');
    expect(codeOf('keys', 404, '')).toBe('id_token_invalid');
    expect(codeOf('exchange', 400, '')).toBe('request_refused');
    expect(codeOf('exchange', 200, { error: 'bad_verification_code' })).toBe('request_refused');
  });

  const waits: [string, number | undefined][] = [
    ['120', 120_000],
    ['0', 1000],
    ['86400', 3_600_000],
    [new Date(now + 90_000).toUTCString(), 90_000],
    [new Date(now - 90_000).toUTCString(), 1000],
    ['soon', undefined],
    ['', undefined],
    ['-5', undefined],
  ];
  it.each(waits)('N-09 waits as long as Retry-After "%s" says, within bounds', (header, ms) => {
    const { details } = errorOfAnswer(answer(503, '', { 'retry-after': header }), 'refresh', now);
    expect(details.retryAfterMs).toBe(ms);
  });

  it('O-50 keeps the error fields as bounded text on one line', () => {
    const body = {
      error: `e\u0000${'x'.repeat(99)}`,
      error_description: `a\r\nb\u202e${'y'.repeat(999)}`,
    };
    const { details } = errorOfAnswer(answer(400, body), 'refresh', now);
    expect(details.oauthError).toHaveLength(64);
    expect(details.description).toHaveLength(256);
    expect(details.description).toMatch(/^a b y+$/);
    expect(details.httpStatus).toBe(400);
  });
});

describe('what a server repeats of what it was sent', () => {
  const token = 'q7Zr2mUe0pXv5sLk9tYb3wNc';
  const described = (error_description: string, sent = '') =>
    errorOfAnswer({ ...answer(400, { error_description }), sent }, 'refresh', now).details;

  it.each([
    [`The refresh token ${token} is unknown`, 'The refresh token [redacted] is unknown'],
    [`token=${token}.`, '[redacted]'],
    ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '[redacted]'],
    ['Trace 0f8fad5b-d9cb-469f-a165-70867728950e', 'Trace 0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['InvalidAuthenticationTokenTenant for it', 'InvalidAuthenticationTokenTenant for it'],
    ['see https://id.example.com/errors/invalid', 'see https://id.example.com/errors/invalid'],
  ])('D-09 shows nothing that could be a token: %s', (text, shown) => {
    expect(described(text).description).toBe(shown);
  });

  it('D-09 takes out the very values that were sent, however plain they look', () => {
    const sent = 'grant_type=refresh_token&refresh_token=my-old-token&client_secret=hunter2';
    expect(described('my-old-token and hunter2 do not match', sent).description).toBe(
      '[redacted] and [redacted] do not match',
    );
  });

  it('D-09 does the same for an authorization response', () => {
    const parameters = new URLSearchParams({ error: token, error_description: `state ${token}` });
    expect(errorOfAuthorizationResponse(parameters).details).toEqual({
      oauthError: '[redacted]',
      description: 'state [redacted]',
    });
  });
});

describe('safeText', () => {
  it('O-50 leaves no control character in any text and never more than the bound', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (text, max) => {
        const safe = safeText(text, max) ?? '';
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(safe.length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('errorOfTransport', () => {
  it.each([
    ['unreachable', 'network_unreachable'],
    ['tls', 'tls_failed'],
    ['proxy_authentication', 'proxy_authentication'],
    ['redirected', 'redirect_refused'],
  ] as const)('gives %s its code', (kind, code) => {
    expect(errorOfTransport(new TransportError(kind)).code).toBe(code);
  });

  it('takes anything else for a broken connection', () => {
    expect(errorOfTransport(new TypeError('terminated')).code).toBe('network_unreachable');
  });
});

describe('errorOfLibrary', () => {
  it('finds our own error inside what the library made of it', () => {
    const ours = new AppError('rate_limited');
    const wrapped = new Error('something went wrong', { cause: ours });
    expect(errorOfLibrary(wrapped, 'refresh')).toBe(ours);
  });

  it('takes everything else for a fault of the ID token and says no more of it', () => {
    const error = errorOfLibrary(new Error('secret text'), 'exchange');
    expect(error.view()).toEqual({ code: 'id_token_invalid', details: { reason: 'format' } });
  });
});
