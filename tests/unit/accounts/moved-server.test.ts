// A server whose metadata leads elsewhere since the last sign-in: who is asked, what goes there, and what stays behind.
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { metadataAt, serverAt } from '../../fixtures/scripted-issuer.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const issuer = 'https://as.example';
const elsewhere = 'https://moved.example';
const oldSecret = 'the-secret-of-the-old-place';
const metadata = { end_session_endpoint: undefined };

/** An account at `issuer`, whose metadata now has the given changes. */
function setUp({ changes = {}, secret = false, machine = false, record: more = {} } = {}) {
  const held = holdAccount(id, {
    server: serverAt(issuer),
    clientSecretSet: secret,
    ...more,
  });
  const definition = {
    ...held.record.definition,
    provider: 'custom_oidc' as const,
    issuer,
    endpoints: null,
    ...(machine ? { grantType: 'client_credentials' as const } : {}),
  };
  const record = { ...held.record, definition };
  const clientSecret = secret ? Secret.of(oldSecret) : null;
  const test = createTestApp([{ ...held, record, clientSecret }]);
  test.transport.answerWith(({ url }) => {
    if (url.includes('/.well-known/')) {
      return { json: metadataAt(issuer, { ...metadata, ...changes }) };
    }
    if (!url.endsWith('/token')) return { status: 200 };
    return {
      json: { access_token: 'access-new', refresh_token: 'refresh-new', token_type: 'Bearer' },
    };
  });
  const latest = () => test.snapshot().flows.at(-1);
  const reach = (status: string) => eventually(() => expect(latest()?.status).toBe(status));
  const begin = () => test.ask('flow.reauthorize', { accountId: id });
  /** What the browser does once it was sent away. */
  const comeBack = async () => {
    await reach('awaiting_browser');
    await eventually(() => expect(test.browser.opened).toHaveLength(1));
    const state = test.browser.opened[0]?.searchParams.get('state') ?? '';
    const query = new URLSearchParams({ code: 'code-1', state });
    await fetch(`${latest()?.redirectUri}?${query}`);
  };
  /** An edit of nothing but the secret. */
  const giveSecret = async (given: string) => {
    await test.clock.advanceAsync(1_000);
    const edit = { ...editOf(definition), clientSecret: given };
    return test.ask('account.edit', { accountId: id, edit });
  };
  const sentTo = (origin: string) => test.transport.sent.filter((it) => it.url.startsWith(origin));
  return { ...test, begin, comeBack, reach, latest, sentTo, giveSecret };
}

const signInWith = async (test: ReturnType<typeof setUp>) => {
  await test.begin();
  await test.comeBack();
  await test.reach('done');
};

/** Goes as far as the browser, and no further. */
const agreeOnly = async (test: ReturnType<typeof setUp>) => {
  await test.begin();
  await test.reach('awaiting_browser');
  await test.ask('flow.cancel', { flowId: test.latest()?.flowId ?? '' });
  await eventually(() => expect(test.account(id)?.operation).toBe('idle'));
  test.browser.opened.length = 0;
};

const moved = { token_endpoint: `${elsewhere}/token`, revocation_endpoint: `${elsewhere}/revoke` };

describe('a server that moved since the last sign-in', () => {
  it('N-14 is not asked about where every endpoint is at the places known', async () => {
    const test = setUp({ changes: { token_endpoint: `${issuer}/another-path` } });
    await test.begin();
    await test.reach('awaiting_browser');
    expect(test.dialogs.questions).toEqual([]);
    const flowId = test.latest()?.flowId ?? '';
    await test.ask('flow.cancel', { flowId });
  });

  it.each([
    ['token_endpoint', `${elsewhere}/token`],
    ['revocation_endpoint', `${elsewhere}/revoke`],
    ['introspection_endpoint', `${elsewhere}/introspect`],
    ['end_session_endpoint', `${elsewhere}/end`],
    ['revocation_endpoint', 'https://as.example:8443/revoke'],
  ])('N-14 is used only when a person agrees: %s at %s', async (name, address) => {
    const test = setUp({ changes: { [name]: address } });
    test.dialogs.answerWith(false);
    await test.begin();
    await test.reach('failed');
    expect(test.latest()?.error?.code).toBe('endpoint_changed');
    expect(test.browser.opened).toEqual([]);
    expect(test.sentTo(new URL(address).origin + new URL(address).pathname)).toEqual([]);
    const [question] = test.dialogs.questions;
    expect(question?.message).toContain('Account acct_orders_api');
    expect(question?.detail).toContain(issuer);
    expect(question?.detail).toContain(new URL(address).origin);
    // The account is what it was.
    expect(test.account(id)?.grant.status).toBe('live');
    expect(test.secrets.items.get(id)).toContain(`refresh-of-${id}-0`);
  });

  it('N-14 gets the new sign-in once a person agrees, and none of the earlier tokens', async () => {
    const test = setUp({ changes: moved });
    await test.begin();
    await test.comeBack();
    await test.reach('done');
    const [exchange, ...more] = test.sentTo(elsewhere);
    expect(exchange?.form).toMatchObject({ grant_type: 'authorization_code', code: 'code-1' });
    expect(more).toEqual([]);
    expect(JSON.stringify(test.transport.sent)).not.toMatch(/(access|refresh)-of-/);
    expect(await test.audit.latestOf(id, 9)).toMatchObject([
      { event: 'supersede', outcome: 'local_only' },
      { event: 'supersede', outcome: 'local_only' },
      { event: 'reauthorize', token: 'refresh_token' },
      { event: 'reauthorize', token: 'access_token' },
    ]);
    await test.ask('account.revoke', { accountId: id });
    expect(test.sentTo(elsewhere).map((it) => it.form.token)).toContain('refresh-new');
  });

  it('N-14 does not get the client secret that was given before, and gets one that is given after', async () => {
    const test = setUp({ changes: moved, secret: true });
    await test.begin();
    await test.comeBack();
    await test.reach('done');
    expect(JSON.stringify(test.transport.sent)).not.toContain(oldSecret);
    expect(test.account(id)?.clientSecretSet).toBe(false);

    const corrected = setUp({ changes: moved, secret: true });
    await agreeOnly(corrected);
    await corrected.giveSecret('the-secret-of-the-new-place');
    await signInWith(corrected);
    expect(corrected.sentTo(elsewhere)[0]?.form.client_secret).toBe('the-secret-of-the-new-place');
  });

  it('N-14 is asked about without a browser as well: a machine’s secret stays behind until it is given anew', async () => {
    const test = setUp({
      changes: { ...moved, grant_types_supported: ['client_credentials'] },
      secret: true,
      machine: true,
    });
    await test.begin();
    await test.reach('failed');
    expect(test.latest()?.error?.code).toBe('no_client_secret');
    expect(test.dialogs.questions).toHaveLength(1);
    expect(test.sentTo(elsewhere)).toEqual([]);
    await test.giveSecret('the-secret-of-the-new-place');
    await test.begin();
    await test.reach('done');
    expect(test.sentTo(elsewhere)[0]?.form.client_secret).toBe('the-secret-of-the-new-place');
    expect(JSON.stringify(test.transport.sent)).not.toContain(oldSecret);
  });

  it('N-14 does not get a secret that was given for the old place since the last sign-in', async () => {
    const test = setUp({ changes: moved, secret: true });
    await test.giveSecret(oldSecret);
    await signInWith(test);
    expect(test.sentTo(elsewhere)).toHaveLength(1);
    expect(JSON.stringify(test.transport.sent)).not.toContain(oldSecret);
  });

  it('N-14 does not get a secret that was given for yet another place', async () => {
    const test = setUp({ changes: moved, secret: true });
    await agreeOnly(test);
    await test.giveSecret(oldSecret);
    const record = test.accounts.read().accounts[id];
    const third = { token_endpoint: 'https://third.example/token' };
    const again = setUp({ changes: third, secret: true, record });
    await signInWith(again);
    expect(again.sentTo('https://third.example')).toHaveLength(1);
    expect(JSON.stringify(again.transport.sent)).not.toContain(oldSecret);
  });

  it('N-14 gets a secret that was given after, although the clock was set back meanwhile', async () => {
    const record = { signedInAt: testStart };
    const test = setUp({ changes: moved, secret: true, record });
    await agreeOnly(test);
    test.clock.jump(-86_400_000);
    await test.giveSecret('the-secret-of-the-new-place');
    await signInWith(test);
    expect(test.sentTo(elsewhere)[0]?.form.client_secret).toBe('the-secret-of-the-new-place');
  });

  it('N-14 does not get the secret of whoever signed in first, where somebody else did next', async () => {
    const subject = { sub: 'somebody', name: null, email: null, preferredUsername: null };
    const test = setUp({ secret: true, record: { subject } });
    await signInWith(test);
    const newcomer = Object.values(test.accounts.read().accounts).find((it) => it.accountId !== id);
    expect(newcomer).toMatchObject({ clientSecretSet: true, clientSecretSetAt: null });
  });

  it('N-14 does not get the earlier secret of a keychain that was put back from a backup', async () => {
    const given = { agreedOn: [elsewhere], clientSecretSetAt: testStart, generation: 5 };
    const test = setUp({ changes: moved, secret: true, record: given });
    const item = JSON.parse(test.secrets.items.get(id) ?? '') as Record<string, unknown>;
    test.secrets.items.set(id, JSON.stringify({ ...item, generation: 4 }));
    await signInWith(test);
    expect(JSON.stringify(test.transport.sent)).not.toContain(oldSecret);
  });

  it('N-14 does not get the earlier secret that a crash left, before the new one could be saved', async () => {
    const test = setUp({ changes: moved, secret: true });
    await agreeOnly(test);
    test.secrets.failWith('denied', ['put']);
    expect(await test.giveSecret('lost-in-the-crash')).toMatchObject({
      error: { code: 'not_saved' },
    });
    const record = test.accounts.read().accounts[id];
    const again = setUp({ changes: moved, secret: true, record });
    await signInWith(again);
    expect(again.sentTo(elsewhere)).toHaveLength(1);
    expect(JSON.stringify(again.transport.sent)).not.toContain(oldSecret);
  });

  it('N-14 does not get an earlier token either when that is found somewhere', async () => {
    const test = setUp({ changes: moved });
    await signInWith(test);
    for (const token of [`access_token=access-of-${id}-0`, `refresh_token=refresh-of-${id}-0`]) {
      const examined = test.ask('found.examine', { text: token });
      await test.clock.advanceAsync(1);
      expect(await examined).toMatchObject({
        value: { tokens: [{ match: null, route: null, whyNot: 'found_unknown' }] },
      });
    }
    const { earlierAccessTokens } = test.accounts.read().accounts[id] ?? {};
    expect(earlierAccessTokens).toHaveLength(1);
  });

  it.each([
    ['is kept where nothing moved', {}, 'awaiting_browser', 'given-meanwhile'],
    [
      'is kept where the new place was agreed on before',
      moved,
      'awaiting_browser',
      'given-meanwhile',
    ],
    ['N-14 does not go along where the new place was agreed on after', moved, 'discovering', null],
  ])('a secret that is given while a sign-in is under way %s', async (_name, changes, at, kept) => {
    const test = setUp({ changes, secret: true });
    let answer = (_agrees: boolean): void => undefined;
    const answered = new Promise<boolean>((go) => {
      answer = go;
    });
    test.dialogs.answerWith(at === 'discovering' ? answered : true);
    await test.begin();
    if (at === 'discovering')
      await eventually(() => expect(test.dialogs.questions).toHaveLength(1));
    else await test.reach(at);
    await test.giveSecret('given-meanwhile');
    answer(true);
    await test.comeBack();
    await test.reach('done');
    const item = JSON.parse(test.secrets.items.get(id) ?? '') as { readonly clientSecret: unknown };
    expect(item.clientSecret).toBe(kept);
    expect(test.account(id)?.clientSecretSet).toBe(kept !== null);
  });
});
