// A refresh whose ID token speaks of somebody else must not change whose account this is (OIDC Core section 12.2).
import { beforeAll, describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import { createIdTokenSigner, type IdTokenSigner } from '../../fixtures/id-token-signer.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const issuer = 'https://id.example';
const nonce = 'nonce-of-the-sign-in';
let signer: IdTokenSigner;
beforeAll(async () => {
  signer = await createIdTokenSigner();
});

const original = {
  iss: issuer,
  sub: 'user-1',
  aud: 'client-1',
  auth_time: 1000,
  iat: testStart / 1000,
  // openid-client reads the machine's own clock, which no test moves.
  exp: 4_102_444_800,
};

/** An account of an OpenID Connect server whose next refresh brings an ID token with these claims. */
function setUp(changes: Record<string, unknown>) {
  const plain = holdAccount(id);
  const server = plain.record.server && {
    ...plain.record.server,
    issuer,
    jwksUri: 'https://as.example/jwks',
  };
  const subject = { sub: 'user-1', name: 'Ada', email: null, preferredUsername: null };
  const record = { ...plain.record, server, subject, authTime: 1000 };
  const test = createTestApp([{ ...plain, record, nonce: Secret.of(nonce) }]);
  test.transport.answerWith(async ({ url }) => {
    if (url.endsWith('/jwks')) return { json: { keys: [signer.jwk] } };
    const idToken = await signer.sign({ ...original, ...changes });
    const tokens = { access_token: 'access-new', refresh_token: 'refresh-new', expires_in: 60 };
    return { json: { ...tokens, token_type: 'bearer', id_token: idToken } };
  });
  return { ...test, item: () => test.secrets.items.get(id) ?? '' };
}

describe('a refreshed ID token', () => {
  it.each([
    ['of the same sign-in', {}],
    ['that repeats the nonce of the sign-in', { nonce }],
  ])('O-35 %s is taken', async (_name, changes) => {
    const test = setUp(changes);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({ ok: true });
    expect(test.item()).toContain('access-new');
    expect(test.account(id)?.subject).toMatchObject({ sub: 'user-1', name: 'Ada' });
  });

  it.each([
    ['sub', { sub: 'user-2' }],
    ['iss', { iss: 'https://evil.example' }],
    ['aud', { aud: 'client-2' }],
    ['auth_time', { auth_time: 2000 }],
    ['nonce', { nonce: 'another' }],
  ])(
    'O-35 R-14 with another %s is never used, and a sign-in is asked for',
    async (reason, changes) => {
      const test = setUp(changes);
      expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
        ok: false,
        error: { code: 'identity_changed', details: { reason } },
      });
      expect(test.account(id)).toMatchObject({
        grant: { status: 'refused', error: { code: 'identity_changed' } },
        subject: { sub: 'user-1' },
      });
      expect(test.accounts.durable().accounts[id]?.grant.status).toBe('refused');
      expect(test.item()).not.toContain('access-new');
      expect(test.audit.entries).toMatchObject([
        { event: 'refresh', outcome: 'refused', code: 'identity_changed' },
      ]);
    },
  );

  it('R-14 keeps the refresh token that came with it, and presents it to nobody', async () => {
    const test = setUp({ sub: 'user-2' });
    await test.ask('account.refresh', { accountId: id });
    expect(test.item()).toContain('refresh-new');
    const asked = test.transport.sent.length;
    await test.ask('account.refresh', { accountId: id });
    await test.ask('account.refresh_all', {});
    await test.ask('account.copy', { accountId: id, form: 'token' });
    expect(test.transport.sent).toHaveLength(asked);
    expect(test.clipboard.text()).toBe(`access-of-${id}-0`);
  });

  it('R-02 that cannot be checked, because the keys do not come, makes no lost answer of one that came', async () => {
    const test = setUp({});
    const presented = () => test.transport.sent.filter(({ method }) => method === 'POST').length;
    test.transport.answerWith(async ({ url, method }) => {
      if (url.endsWith('/jwks')) throw new TransportError('unreachable');
      if (method === 'GET') return { status: 405 };
      const tokens = { access_token: 'access-new', expires_in: 60, token_type: 'bearer' };
      return { json: { ...tokens, id_token: await signer.sign(original) } };
    });
    for (let tries = 1; tries <= 5; tries += 1) {
      expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
        error: { code: 'network_unreachable' },
      });
      expect(presented()).toBe(tries);
    }
    expect(test.account(id)?.grant.status).toBe('live');
    expect(test.accounts.durable().accounts[id]?.unanswered).toBeNull();
  });
});
