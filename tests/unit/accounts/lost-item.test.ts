// An account whose keychain item is gone or unusable: it says so, and a new sign-in or a new secret replaces the item.
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { statusOf } from '../../../shared/status.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createTestApp, type HeldAccount, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const other = 'acct_billing_api';

function setUp(held: readonly HeldAccount[] = [holdAccount(id)]) {
  const test = createTestApp([...held, holdAccount(other)]);
  test.transport.answerWith(() => ({
    json: { access_token: 'access-new', refresh_token: 'refresh-new', token_type: 'bearer' },
  }));
  const status = (accountId: string) => {
    const view = test.account(accountId);
    if (view === undefined) throw new Error('no account');
    return statusOf(view, test.clock.now());
  };
  const signInAgain = async () => {
    const result = await test.ask('flow.reauthorize', { accountId: id });
    if (!result.ok) throw new Error(result.error.code);
    await eventually(() => expect(test.browser.opened).toHaveLength(1));
    const { searchParams } = test.browser.opened[0] ?? new URL('about:blank');
    const answer = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '' });
    await fetch(`${searchParams.get('redirect_uri')}?${answer}`);
    await eventually(() => expect(test.snapshot().flows[0]?.status).toBe('done'));
  };
  return { ...test, status, signInAgain };
}
type Test = ReturnType<typeof setUp>;

const losses: readonly (readonly [string, string, (test: Test) => void])[] = [
  ['that somebody deleted', 'secret_missing', ({ secrets }) => void secrets.items.delete(id)],
  ['that is damaged', 'secret_corrupt', ({ secrets }) => secrets.corrupt(id)],
  [
    'of another installation',
    'secret_foreign',
    ({ secrets }) => {
      const item = JSON.parse(secrets.items.get(id) ?? '') as Record<string, unknown>;
      secrets.items.set(id, JSON.stringify({ ...item, installationId: 'elsewhere' }));
    },
  ],
  ['of an earlier state', 'secret_outdated', (test) => putBackEarlier(test)],
];

/** As a backup of the keychain alone does. */
function putBackEarlier({ secrets }: Test): void {
  const item = JSON.parse(secrets.items.get(id) ?? '') as Record<string, unknown>;
  secrets.items.set(id, JSON.stringify({ ...item, generation: 0 }));
}

describe.each(losses)('an item %s', (_name, code, lose) => {
  it.each(['account.copy', 'account.refresh'] as const)(
    'K-15 makes that account alone need a sign-in as soon as %s finds out, and nothing is forgotten',
    async (request) => {
      const test = setUp();
      lose(test);
      const asked = { accountId: id, form: 'token' as const };
      const result =
        request === 'account.copy'
          ? await test.ask('account.copy', asked)
          : await test.ask('account.refresh', { accountId: id });
      expect(result).toMatchObject({ ok: false, error: { code } });
      expect(test.status(id)).toBe('needs_sign_in');
      expect(test.account(id)?.grant).toMatchObject({ status: 'refused', error: { code } });
      expect(test.status(other)).toBe('active');
      expect(test.accounts.read().accounts[id]?.tokens).not.toBeNull();
      expect(test.transport.sent).toEqual([]);
    },
  );

  it('K-15 is counted among those that need a sign-in', async () => {
    const test = setUp();
    lose(test);
    expect(await test.ask('account.refresh_all', {})).toMatchObject({
      value: { refreshed: 1, needSignIn: 1, failed: 0 },
    });
  });

  it('K-15 does not stand in the way of the sign-in that replaces it', async () => {
    const test = setUp();
    lose(test);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.signInAgain();
    expect(test.secrets.items.get(id)).toContain('access-new');
    expect(test.account(id)?.grant.status).toBe('live');
  });

  it('K-15 takes a new client secret, and still needs the sign-in', async () => {
    const test = setUp();
    lose(test);
    const { definition } = test.account(id) ?? {};
    if (definition === undefined) throw new Error('no account');
    const changed = { ...editOf(definition), clientSecret: 'another secret' };
    expect(await test.ask('account.edit', { accountId: id, edit: changed })).toMatchObject({
      ok: true,
    });
    expect(test.secrets.items.get(id)).toContain('another secret');
    expect(test.status(id)).toBe('needs_sign_in');
  });
});

it('R-10 an item that another installation wrote is neither used nor touched, whatever is asked of its account', async () => {
  const test = setUp();
  const [, , lose] = losses[2] ?? [];
  lose?.(test);
  const item = test.secrets.items.get(id);
  await test.app.afterFirstPaint();
  for (const name of ['account.refresh', 'account.revoke'] as const) {
    await test.ask(name, { accountId: id });
  }
  await test.ask('account.copy', { accountId: id, form: 'token' });
  await test.ask('account.refresh_all', {});
  await test.app.stop();
  expect(test.account(id)?.grant).toMatchObject({ error: { code: 'secret_foreign' } });
  expect(test.status(id)).toBe('needs_sign_in');
  expect(test.secrets.items.get(id)).toBe(item);
  const sent = JSON.stringify(test.transport.sent);
  expect(sent).not.toContain(`-of-${id}-`);
});

it('K-15 an item that comes back brings its account back', async () => {
  const test = setUp();
  const item = test.secrets.items.get(id) ?? '';
  test.secrets.items.delete(id);
  await test.ask('account.copy', { accountId: id, form: 'token' });
  expect(test.status(id)).toBe('needs_sign_in');
  test.secrets.items.set(id, item);
  expect(await test.ask('account.copy', { accountId: id, form: 'token' })).toMatchObject({
    ok: true,
  });
  expect(test.status(id)).toBe('active');
});

it.each(['locked', 'unavailable', 'timed_out', 'denied'] as const)(
  'K-03 a keychain that is %s takes nothing from any account',
  async (failure) => {
    const test = setUp();
    test.secrets.failWith(failure);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.ask('account.refresh_all', {});
    expect([test.status(id), test.status(other)]).toEqual(['active', 'active']);
  },
);

describe('an item of an earlier state', () => {
  const presented = ({ transport }: Test) =>
    transport.sent.filter(({ form }) => form.refresh_token !== undefined);

  it('R-10 is revoked where somebody asks for that, once, and its account is not called revoked for it', async () => {
    const test = setUp();
    putBackEarlier(test);
    test.transport.answerWith(() => ({}));
    const proveByRefreshing = true;
    expect(await test.ask('account.revoke', { accountId: id, proveByRefreshing })).toMatchObject({
      value: { revoked: false, pending: false },
    });
    expect(test.transport.sent.map(({ form }) => form.token)).toEqual([
      `refresh-of-${id}-0`,
      `access-of-${id}-0`,
    ]);
    expect(presented(test)).toEqual([]);
    expect(test.account(id)).toMatchObject({
      grant: { status: 'not_revoked' },
      lastProblem: { error: { code: 'secret_outdated' } },
    });
  });

  it('R-10 stays one when its revocation was not answered', async () => {
    const test = setUp();
    putBackEarlier(test);
    test.transport.answerWith(() => ({ status: 503 }));
    await test.ask('account.revoke', { accountId: id });
    expect(test.account(id)?.grant.status).toBe('not_revoked');
    test.transport.answerWith(() => ({}));
    expect(await test.ask('account.revoke', { accountId: id })).toMatchObject({
      value: { revoked: false },
    });
  });

  it('R-10 is presented to no token endpoint, by nobody and at no time', async () => {
    const test = setUp();
    putBackEarlier(test);
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(3 * 3_600_000);
    await test.ask('account.refresh', { accountId: id });
    await test.ask('account.refresh_all', {});
    const tokens = presented(test).map(({ form }) => form.refresh_token);
    expect(tokens).not.toContain(`refresh-of-${id}-0`);
    expect(tokens).toContain(`refresh-of-${other}-0`);
  });

  it('R-10 keeps the client secret for the sign-in that replaces it', async () => {
    const held = holdAccount(id, { clientSecretSet: true });
    const test = setUp([{ ...held, clientSecret: Secret.of('the client secret') }]);
    putBackEarlier(test);
    await test.signInAgain();
    const [exchange] = test.transport.sent.filter(({ url }) => url.endsWith('/token'));
    expect(exchange?.form.client_secret).toBe('the client secret');
    expect(test.account(id)).toMatchObject({ clientSecretSet: true, grant: { status: 'live' } });
    expect(test.secrets.items.get(id)).toContain('access-new');
  });

  it('R-10 does as well as any where nobody signs in, because nothing in it is used up', async () => {
    const held = holdAccount(id, { clientSecretSet: true }, { refreshToken: null });
    const definition = { ...held.record.definition, grantType: 'client_credentials' } as const;
    const record = { ...held.record, definition };
    const test = setUp([{ ...held, record, clientSecret: Secret.of('the client secret') }]);
    putBackEarlier(test);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({ ok: true });
  });

  it('R-10 R-07 is not what a crash leaves that took the newest tokens along', async () => {
    const test = setUp();
    test.secrets.failWith('locked', ['put']);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
      value: { saved: false },
    });
    const { generation } = test.accounts.durable().accounts[id] ?? {};
    const item = JSON.parse(test.secrets.items.get(id) ?? '') as Record<string, unknown>;
    expect(generation).toBe(item.generation);
  });
});
