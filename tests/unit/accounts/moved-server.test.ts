// A server whose metadata leads elsewhere since the last sign-in: who is asked, what goes there, and what stays behind.
import { describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { metadataAt, serverAt } from '../../fixtures/scripted-issuer.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const issuer = 'https://as.example';
const elsewhere = 'https://moved.example';
const oldSecret = 'the-secret-of-the-old-place';
const metadata = { end_session_endpoint: undefined };

/** An account at `issuer`, whose metadata now has the given changes. */
function setUp({ changes = {}, secret = false, machine = false } = {}) {
  const held = holdAccount(id, { server: serverAt(issuer), clientSecretSet: secret });
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
  const reach = (status: string) => vi.waitFor(() => expect(latest()?.status).toBe(status));
  const begin = () => test.ask('flow.reauthorize', { accountId: id });
  /** What the browser does once it was sent away. */
  const comeBack = async () => {
    await reach('awaiting_browser');
    await vi.waitFor(() => expect(test.browser.opened).toHaveLength(1));
    const state = test.browser.opened[0]?.searchParams.get('state') ?? '';
    const query = new URLSearchParams({ code: 'code-1', state });
    await fetch(`${latest()?.redirectUri}?${query}`);
  };
  /** What `Edit` sends, with nothing changed but the secret. */
  const giveSecret = async (given: string) => {
    await test.clock.advanceAsync(1_000);
    const {
      provider: _provider,
      issuer: _issuer,
      endpoints: _endpoints,
      clientId: _clientId,
      grantType: _grantType,
      ...kept
    } = definition;
    const edit = { ...kept, clientSecret: given };
    expect(await test.ask('account.edit', { accountId: id, edit })).toMatchObject({ ok: true });
  };
  const sentTo = (origin: string) => test.transport.sent.filter((it) => it.url.startsWith(origin));
  return { ...test, begin, comeBack, reach, latest, sentTo, giveSecret };
}

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
    await corrected.giveSecret('the-secret-of-the-new-place');
    await corrected.begin();
    await corrected.comeBack();
    await corrected.reach('done');
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
});
