import { describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import { createTestApp, type HeldAccount, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const refreshToken = `refresh-of-${id}-0`;
const accessToken = `access-of-${id}-0`;

function holdProvable(change: Parameters<typeof holdAccount>[2] = {}): HeldAccount {
  const held = holdAccount(id, {}, change);
  const server = held.record.server && {
    ...held.record.server,
    introspectionEndpoint: 'https://as.example/introspect',
  };
  return { ...held, record: { ...held.record, server } };
}

const revoke = (test: ReturnType<typeof createTestApp>, proveByRefreshing = false) =>
  test.ask('account.revoke', { accountId: id, proveByRefreshing });
const stored = (test: ReturnType<typeof createTestApp>): string => test.secrets.items.get(id) ?? '';
const paths = (sent: readonly SentRequest[]) => sent.map(({ url }) => new URL(url).pathname);

/** A server whose tokens live until they are revoked. */
function honestServer(): (request: SentRequest) => Answer {
  const dead = new Set<string>();
  return ({ url, form }) => {
    const token = form.token ?? form.refresh_token ?? '';
    if (url.endsWith('/introspect')) return { json: { active: !dead.has(token) } };
    if (url.endsWith('/revoke')) dead.add(token);
    return url.endsWith('/token') && dead.has(token)
      ? { status: 400, json: { error: 'invalid_grant' } }
      : { status: 200 };
  };
}

describe('the proof of a revocation', () => {
  it('O-41 proves each token dead by introspection that said active before (RFC 7662 section 2.2)', async () => {
    const test = createTestApp([holdProvable()]);
    test.transport.answerWith(honestServer());
    expect(await revoke(test)).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { token: 'refresh_token', verdict: 'proven_dead', method: 'introspection' },
          { token: 'access_token', verdict: 'proven_dead', method: 'introspection' },
        ],
      },
    });
    expect(paths(test.transport.sent)).toEqual([
      '/introspect',
      '/introspect',
      '/revoke',
      '/revoke',
      '/introspect',
      '/introspect',
    ]);
  });

  it('P-13 does not believe a server that answers 200 to everything and goes on saying active', async () => {
    const test = createTestApp([holdProvable()]);
    test.transport.answerWith(() => ({ json: { active: true } }));
    expect(await revoke(test)).toMatchObject({
      value: {
        revoked: false,
        outcomes: [
          { token: 'refresh_token', outcome: 'revoked', verdict: 'not_revoked' },
          { token: 'access_token', outcome: 'revoked', verdict: 'alive_until' },
        ],
      },
    });
    expect(test.account(id)?.grant.status).toBe('not_revoked');
    expect(stored(test)).toContain(refreshToken);
  });

  it.each<[string, Answer]>([
    ['inactive from the start, as to a client that may not look', { json: { active: false } }],
    ['HTML', { text: '<html>' }],
    ['no active at all', { json: { sub: 'x' } }],
    ['a text in its place', { json: { active: 'false' } }],
    ['401 to a public client', { status: 401, json: { error: 'invalid_client' } }],
    ['an empty body', { text: '' }],
  ])('O-41 says accepted and no more where introspection says %s', async (_name, answer) => {
    const test = createTestApp([holdProvable()]);
    test.transport.answerWith(({ url }) => (url.endsWith('/introspect') ? answer : {}));
    expect(await revoke(test)).toMatchObject({
      value: { revoked: true, outcomes: [{ verdict: 'accepted' }, { verdict: 'accepted' }] },
    });
  });

  it('P-13 takes a web page with 401, as a proxy may send it, for no word of the provider about a token', async () => {
    const held = holdAccount(id);
    const server = held.record.server && {
      ...held.record.server,
      tokenEndpoint: 'https://gitlab.com/oauth/token',
    };
    const test = createTestApp([{ ...held, record: { ...held.record, server } }]);
    let page = false;
    test.transport.answerWith(({ url }) => {
      if (!url.endsWith('/token/info')) {
        page = true;
        return { status: 200 };
      }
      return page ? { status: 401, text: '<html><title>Sign in</title>' } : { json: {} };
    });
    expect(await revoke(test)).toMatchObject({
      value: {
        outcomes: [{}, { token: 'access_token', verdict: 'accepted', proof: 'inconclusive' }],
      },
    });
  });

  it('N-13 finds out that a revocation whose answer was lost did its work', async () => {
    const test = createTestApp([holdProvable()]);
    const honest = honestServer();
    test.transport.answerWith((request) => {
      const answer = honest(request);
      return request.url.endsWith('/revoke') ? { status: 503 } : answer;
    });
    expect(await revoke(test)).toMatchObject({
      value: { revoked: true, outcomes: [{ outcome: 'unanswered', verdict: 'proven_dead' }, {}] },
    });
  });

  it('N-13 remembers over attempts what was seen working, so that a later look can prove its end', async () => {
    const test = createTestApp([holdProvable()]);
    const honest = honestServer();
    let broken = false;
    test.transport.answerWith((request) => {
      const answer = honest(request);
      broken ||= request.url.endsWith('/revoke');
      return broken ? { status: 503 } : answer;
    });
    expect(await revoke(test)).toMatchObject({ value: { revoked: false, pending: true } });
    test.transport.answerWith(honest);
    expect(await revoke(test)).toMatchObject({
      value: { revoked: true, outcomes: [{ verdict: 'proven_dead' }, { verdict: 'proven_dead' }] },
    });
  });

  it('writes the audit lines after everything is erased, with verdict and method', async () => {
    const test = createTestApp([holdProvable()]);
    test.transport.answerWith(honestServer());
    await revoke(test);
    expect(stored(test)).not.toContain(accessToken);
    expect(await test.audit.latestOf(id, 2)).toMatchObject([
      { event: 'revoke', token: 'access_token', verdict: 'proven_dead', method: 'introspection' },
      { event: 'revoke', token: 'refresh_token', verdict: 'proven_dead', method: 'introspection' },
    ]);
  });
});

describe('what a provider documents to end together', () => {
  const atDropbox = (): HeldAccount => {
    const held = holdAccount(id);
    const tokenEndpoint = 'https://api.dropboxapi.com/oauth2/token';
    return {
      ...held,
      record: {
        ...held.record,
        server: held.record.server && { ...held.record.server, tokenEndpoint },
      },
    };
  };

  it('P-13 is not called ended with a token that a look found working all the same', async () => {
    const test = createTestApp([atDropbox()]);
    test.transport.answerWith(() => ({ json: {} }));
    expect(await revoke(test)).toMatchObject({
      value: {
        revoked: false,
        outcomes: [
          { token: 'refresh_token', outcome: 'not_asked', verdict: 'not_revoked' },
          { token: 'access_token', outcome: 'revoked', proof: 'active', verdict: 'alive_until' },
        ],
      },
    });
    expect(stored(test)).toContain(refreshToken);
    // Nor at a later attempt, on the strength of that same answer.
    test.transport.answerWith(({ url }) =>
      url.endsWith('/revoke') ? { status: 503 } : { json: {} },
    );
    expect(await revoke(test)).toMatchObject({
      value: { outcomes: [{ token: 'refresh_token', outcome: 'not_asked' }, {}] },
    });
    expect(stored(test)).toContain(refreshToken);
  });

  it('P-13 is ended with a token that a look found dead', async () => {
    const test = createTestApp([atDropbox()]);
    let dead = false;
    test.transport.answerWith(({ url }) => {
      if (!url.endsWith('/revoke')) return dead ? { status: 401 } : { json: {} };
      dead = true;
      return { json: {} };
    });
    expect(await revoke(test)).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { token: 'refresh_token', outcome: 'covered', verdict: 'accepted' },
          { token: 'access_token', verdict: 'proven_dead' },
        ],
      },
    });
  });
});

describe('a refresh as the last proof', () => {
  it('is never tried unless a person asks for it', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 200 }));
    await revoke(test);
    expect(paths(test.transport.sent)).toEqual(['/revoke', '/revoke']);
  });

  it('proves the refresh token dead by invalid_grant', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(honestServer());
    expect(await revoke(test, true)).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { token: 'refresh_token', verdict: 'proven_dead', method: 'refresh_attempt' },
          { token: 'access_token', verdict: 'accepted' },
        ],
      },
    });
  });

  it.each([503, 429])('P-13 proves nothing by an invalid_grant with HTTP %i', async (status) => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ url }) =>
      url.endsWith('/token') ? { status, json: { error: 'invalid_grant' } } : { status: 200 },
    );
    expect(await revoke(test, true)).toMatchObject({
      value: { outcomes: [{ token: 'refresh_token', verdict: 'accepted' }, {}] },
    });
  });

  it('keeps and then revokes the pair that a lying server issued, and says not revoked', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ url }) =>
      url.endsWith('/token')
        ? { json: { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'bearer' } }
        : { status: 200 },
    );
    expect(await revoke(test, true)).toMatchObject({
      value: {
        revoked: false,
        outcomes: [{ token: 'refresh_token', verdict: 'not_revoked' }, {}, {}],
      },
    });
    const ended = test.transport.sent.filter(({ url }) => url.endsWith('/revoke'));
    expect(ended.map(({ form }) => form.token)).toEqual([
      refreshToken,
      accessToken,
      'refresh-2',
      'access-2',
    ]);
    expect(stored(test)).toContain('refresh-2');
    expect(test.account(id)?.grant.status).toBe('not_revoked');
  });

  it.each<[string, Record<string, unknown>]>([
    ['an ID token that nobody signed', { id_token: 'x.y.z' }],
    ['a type that is not bearer', { token_type: 'mac' }],
    ['a lifetime that is none', { expires_in: 'soon' }],
    ['null in place of the refresh token', { refresh_token: null }],
    [
      'the same refresh token and a lifetime that is none',
      { refresh_token: refreshToken, expires_in: 'soon' },
    ],
    [
      'another refresh token and a type that is not bearer',
      { refresh_token: 'refresh-2', token_type: 'mac' },
    ],
  ])(
    'P-13 says not revoked where the server issued tokens with %s, and asks for their end too',
    async (_name, wrong) => {
      const held = holdAccount(id);
      const server = held.record.server && {
        ...held.record.server,
        issuer: 'https://as.example',
        jwksUri: 'https://as.example/jwks',
      };
      const test = createTestApp([{ ...held, record: { ...held.record, server } }]);
      test.transport.answerWith(({ url }) =>
        url.endsWith('/token')
          ? { json: { access_token: 'access-2', token_type: 'bearer', ...wrong } }
          : { status: 200 },
      );
      expect(await revoke(test, true)).toMatchObject({
        value: {
          revoked: false,
          outcomes: [{ token: 'refresh_token', verdict: 'not_revoked' }, {}, {}],
        },
      });
      const ended = test.transport.sent.filter(({ url }) => url.endsWith('/revoke'));
      expect(ended.map(({ form }) => form.token)).toContain('access-2');
      expect(stored(test)).toContain(
        typeof wrong.refresh_token === 'string' ? wrong.refresh_token : refreshToken,
      );
    },
  );

  it('P-13 is no look: an introspection that never said active proves nothing of the new pair', async () => {
    const test = createTestApp([holdProvable()]);
    let isLying = true;
    test.transport.answerWith(({ url }) => {
      if (url.endsWith('/introspect')) return { json: { active: false } };
      if (url.endsWith('/token')) {
        return {
          json: { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'bearer' },
        };
      }
      return isLying ? { status: 200 } : { status: 400, json: { error: 'invalid_request' } };
    });
    await revoke(test, true);
    isLying = false;
    expect(await revoke(test)).toMatchObject({ value: { revoked: false } });
    expect(stored(test)).toContain('refresh-2');
  });

  it('P-13 keeps what became of the access token that the pair replaced, over later attempts too', async () => {
    const fingerprintOf = (token: string) => Secret.of(token).fingerprint();
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ url, form }) => {
      if (url.endsWith('/token')) {
        return {
          json: { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'bearer' },
        };
      }
      return form.token === 'access-2'
        ? { status: 400, json: { error: 'invalid_request' } }
        : { status: 200 };
    });
    const first = { token: 'access_token', fingerprint: fingerprintOf(accessToken) };
    const second = { token: 'access_token', fingerprint: fingerprintOf('access-2') };
    expect(await revoke(test, true)).toMatchObject({
      value: {
        outcomes: [
          { token: 'refresh_token', verdict: 'not_revoked' },
          { ...second, verdict: 'not_revoked' },
          { ...first, verdict: 'accepted' },
        ],
      },
    });
    // The verdict about the one that is gone erases nothing of the one that is held.
    expect(stored(test)).toContain('access-2');
    test.transport.answerWith(() => ({ status: 200 }));
    expect(await revoke(test)).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { ...first, verdict: 'accepted' },
          { token: 'refresh_token', verdict: 'accepted' },
          { ...second, verdict: 'accepted' },
        ],
      },
    });
    expect(stored(test)).not.toContain('access-2');
  });

  it('is not tried on a token whose revocation was refused, because it would rotate a living one', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 400, json: { error: 'invalid_request' } }));
    await revoke(test, true);
    expect(paths(test.transport.sent)).not.toContain('/token');
  });
});

describe('the preview of a revocation', () => {
  it('names what will be asked, where, and what can be proven', async () => {
    const test = createTestApp([holdProvable()]);
    expect(await test.ask('account.revoke_preview', { accountId: id })).toMatchObject({
      value: {
        host: 'as.example',
        asks: ['refresh_token', 'access_token'],
        proof: 'introspection',
        selfContained: false,
        recipe: { route: 'rfc7009' },
      },
    });
  });

  it('counts the access tokens that were replaced and have not ended', async () => {
    const test = createTestApp([holdAccount(id)]);
    let issued = 0;
    test.transport.answerWith(() => ({
      json: { access_token: `access-${++issued}`, token_type: 'bearer', expires_in: 600 },
    }));
    await test.ask('account.refresh', { accountId: id });
    test.clock.advance(60_000);
    await test.ask('account.refresh', { accountId: id });
    const preview = await test.ask('account.revoke_preview', { accountId: id });
    expect(preview).toMatchObject({ value: { earlier: { count: 2 } } });
    test.clock.advance(3_600_000);
    const later = await test.ask('account.revoke_preview', { accountId: id });
    expect(later).toMatchObject({ value: { earlier: null } });
  });

  it('names the accounts here that may belong to the same grant', async () => {
    const subject = { sub: 'u-1', name: null, email: null, preferredUsername: null };
    const mine = holdAccount(id, { subject });
    const same = holdAccount('acct_same_user', { subject });
    const other = holdAccount('acct_other_user', { subject: { ...subject, sub: 'u-2' } });
    const test = createTestApp([mine, same, other]);
    expect(await test.ask('account.revoke_preview', { accountId: id })).toMatchObject({
      value: { sharing: [{ accountId: 'acct_same_user' }] },
    });
  });
});
