import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const refreshToken = `refresh-of-${id}-0`;
const accessToken = `access-of-${id}-0`;
const revoke = (test: ReturnType<typeof createTestApp>) =>
  test.ask('account.revoke', { accountId: id });
const stored = (test: ReturnType<typeof createTestApp>): string => test.secrets.items.get(id) ?? '';
const asked = (sent: readonly SentRequest[]) =>
  sent.map(({ form }) => [form.token, form.token_type_hint]);

describe('revoking an account', () => {
  it('O-37 asks for the refresh token first, then the access token, with their hints (RFC 7009 section 2.1)', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 200 }));
    expect(await revoke(test)).toMatchObject({ ok: true, value: { revoked: true } });
    expect(asked(test.transport.sent)).toEqual([
      [refreshToken, 'refresh_token'],
      [accessToken, 'access_token'],
    ]);
    expect(test.account(id)?.grant.status).toBe('revoked');
  });

  it('erases both tokens after a 2xx for each, and keeps the account', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 204 }));
    await revoke(test);
    expect(stored(test)).not.toContain(refreshToken);
    expect(stored(test)).not.toContain(accessToken);
    expect(test.account(id)).toMatchObject({ refreshTokenHeld: false, accessTokenHeld: false });
  });

  it.each<[string, (request: SentRequest) => Answer]>([
    ['a 400', () => ({ status: 400, json: { error: 'invalid_request' } })],
    ['a 401 to a public client', () => ({ status: 401, json: { error: 'invalid_client' } })],
    ['a 400 invalid_token', () => ({ status: 400, json: { error: 'invalid_token' } })],
  ])(
    'P-13 keeps both tokens and says not revoked after %s, which is final',
    async (_name, answer) => {
      const test = createTestApp([holdAccount(id)]);
      test.transport.answerWith(answer);
      expect(await revoke(test)).toMatchObject({ value: { revoked: false, pending: false } });
      expect(test.account(id)?.grant.status).toBe('not_revoked');
      expect(stored(test)).toContain(refreshToken);
      expect(stored(test)).toContain(accessToken);
    },
  );

  it.each<[string, (request: SentRequest) => Answer]>([
    ['a 503', () => ({ status: 503 })],
    ['an HTML error page', () => ({ status: 500, text: '<html>' })],
    [
      'no answer at all',
      () => {
        throw new TransportError('unreachable');
      },
    ],
  ])(
    'P-13 N-12 keeps both tokens, pending, and never says revoked after %s',
    async (_name, answer) => {
      const test = createTestApp([holdAccount(id)]);
      test.transport.answerWith(answer);
      expect(await revoke(test)).toMatchObject({ ok: true, value: { revoked: false } });
      expect(test.account(id)?.grant.status).toBe('revocation_pending');
      expect(stored(test)).toContain(refreshToken);
      expect(stored(test)).toContain(accessToken);
    },
  );

  it('asks for the access token also when the refresh token was refused, and erases only what ended', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ form }) => ({ status: form.token === refreshToken ? 400 : 200 }));
    const result = await revoke(test);
    expect(result).toMatchObject({
      value: {
        revoked: false,
        outcomes: [
          { token: 'refresh_token', outcome: 'refused', httpStatus: 400 },
          { token: 'access_token', outcome: 'revoked', httpStatus: 200 },
        ],
      },
    });
    expect(stored(test)).toContain(refreshToken);
    expect(stored(test)).not.toContain(accessToken);
  });

  it('O-39 lets an access token of an unsupported type end by itself, and says until when', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ form }) =>
      form.token === accessToken
        ? { status: 400, json: { error: 'unsupported_token_type' } }
        : { status: 200 },
    );
    expect(await revoke(test)).toMatchObject({
      value: {
        revoked: false,
        outcomes: [{}, { verdict: 'alive_until', until: testStart + 3_600_000 }],
      },
    });
    expect(stored(test)).not.toContain(refreshToken);
  });

  it('O-37 asks once more without the hint on unsupported_token_type', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ form }) =>
      form.token_type_hint === 'access_token'
        ? { status: 400, json: { error: 'unsupported_token_type' } }
        : { status: 200 },
    );
    expect(await revoke(test)).toMatchObject({ value: { revoked: true } });
    expect(asked(test.transport.sent)).toEqual([
      [refreshToken, 'refresh_token'],
      [accessToken, 'access_token'],
      [accessToken, undefined],
    ]);
  });

  it('neither copies nor refreshes what is waiting for its revocation, and can try again', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 503 }));
    await revoke(test);
    expect(await test.ask('account.copy', { accountId: id, form: 'token' })).toMatchObject({
      error: { code: 'grant_ended' },
    });
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
      error: { code: 'grant_ended' },
    });
    test.transport.answerWith(() => ({ status: 200 }));
    expect(await revoke(test)).toMatchObject({ value: { revoked: true } });
    expect(test.account(id)?.grant.status).toBe('revoked');
  });

  it('asks a second time only for what is still held, and remembers what ended before', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ form }) => ({ status: form.token === accessToken ? 503 : 200 }));
    await revoke(test);
    test.transport.sent.length = 0;
    test.transport.answerWith(() => ({ status: 200 }));
    const result = await revoke(test);
    expect(asked(test.transport.sent)).toEqual([[accessToken, 'access_token']]);
    expect(result).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { token: 'refresh_token', outcome: 'revoked' },
          { token: 'access_token', outcome: 'revoked' },
        ],
      },
    });
  });

  it('O-40 says that the server has no revocation endpoint, and changes nothing', async () => {
    const held = holdAccount(id);
    const server = held.record.server && { ...held.record.server, revocationEndpoint: null };
    const test = createTestApp([{ ...held, record: { ...held.record, server } }]);
    expect(await revoke(test)).toMatchObject({ error: { code: 'revocation_unsupported' } });
    expect(test.account(id)?.grant.status).toBe('live');
    expect(test.transport.sent).toHaveLength(0);
  });

  it('waits for a refresh under way and revokes what it brought', async () => {
    const test = createTestApp([holdAccount(id)]);
    let answerRefresh: (answer: Answer) => void = () => undefined;
    test.transport.answerWith(({ url }) =>
      url.endsWith('/token')
        ? new Promise<Answer>((resolve) => {
            answerRefresh = resolve;
          })
        : { status: 200 },
    );
    const refreshing = test.ask('account.refresh', { accountId: id });
    const revoking = revoke(test);
    await new Promise((resolve) => setImmediate(resolve));
    answerRefresh({
      json: { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'bearer' },
    });
    await Promise.all([refreshing, revoking]);
    expect(asked(test.transport.sent.slice(1))).toEqual([
      ['refresh-2', 'refresh_token'],
      ['access-2', 'access_token'],
    ]);
  });

  it('is durably pending before the server is asked, so that a crash leaves no live account', async () => {
    const test = createTestApp([holdAccount(id)]);
    const seen: (string | undefined)[] = [];
    test.transport.answerWith(() => {
      seen.push(test.accounts.durable().accounts[id]?.grant.status);
      return { status: 200 };
    });
    await revoke(test);
    expect(seen).toEqual(['revocation_pending', 'revocation_pending']);
  });

  it('writes a durable audit line for each token with its outcome and HTTP status', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ form }) => ({ status: form.token === refreshToken ? 503 : 200 }));
    await revoke(test);
    expect(test.audit.entries).toMatchObject([
      { event: 'revoke', token: 'refresh_token', outcome: 'unanswered', httpStatus: 503 },
      { event: 'revoke', token: 'access_token', outcome: 'ok', httpStatus: 200 },
    ]);
    expect(test.audit.durable).toEqual([1, 2]);
  });

  it('asks nothing while the keychain cannot be read', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.secrets.failWith('locked', ['get']);
    expect(await revoke(test)).toMatchObject({ error: { code: 'keychain_locked' } });
    expect(test.transport.sent).toHaveLength(0);
    expect(test.account(id)?.grant.status).toBe('live');
  });
});
