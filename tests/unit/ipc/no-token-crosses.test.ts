// Everything main tells the window in the life of an account, searched for every secret of that life.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import { contract } from '../../../shared/contract.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const clientSecret = 'canary-client-secret';
const definition: AccountDefinition = {
  provider: 'custom_oauth2',
  issuer: null,
  endpoints: {
    authorization: 'https://as.example/authorize',
    token: 'https://as.example/token',
    revocation: 'https://as.example/revoke',
    introspection: null,
  },
  clientId: 'client-1',
  scope: 'orders:read',
  label: 'Orders API',
  tags: [],
  environment: 'staging',
  redirectPort: null,
  redirectHost: '127.0.0.1',
  extraParameters: {},
  automaticRefresh: 'on',
  grantType: 'authorization_code',
  minimumLeftSeconds: null,
  refreshInactivityHours: null,
};

/** The app with everything that reaches the window written down. */
function setUp() {
  const test = createTestApp([holdAccount('acct_held_before')]);
  const told: string[] = [];
  test.app.snapshot.subscribe((patch) => told.push(JSON.stringify(patch)));
  const ask: typeof test.ask = async (name, params) => {
    const result = await test.ask(name, params);
    told.push(JSON.stringify(result), test.app.snapshot.toJson());
    await test.clock.advanceAsync(20);
    return result;
  };
  let answers = 0;
  test.transport.answerWith(({ url, form }) => {
    if (url.endsWith('/revoke')) return { status: form.token?.includes('access') ? 503 : 200 };
    answers += 1;
    // The third answer is one whose error text and fields repeat what was sent, as careless servers do.
    if (answers === 3) {
      const json = { error: 'invalid_request', error_description: 'no', sent: form };
      return { status: 400, json };
    }
    const tokens = {
      access_token: `canary-access-${answers}`,
      refresh_token: `canary-refresh-${answers}`,
    };
    return { json: { ...tokens, token_type: 'bearer', expires_in: 60 } };
  });
  return { ...test, ask, told };
}

let stop: () => Promise<unknown> = async () => undefined;
afterEach(() => stop());

describe('what crosses the boundary', () => {
  it('E-20 is never a token, a code, a verifier or a secret, whatever is asked', async () => {
    const test = setUp();
    const authorized = await test.ask('flow.authorize', { definition, clientSecret });
    if (!authorized.ok) throw new Error(authorized.error.code);
    const { flowId, accountId } = authorized.value;
    stop = () => test.ask('flow.cancel', { flowId });
    await vi.waitFor(() => expect(test.browser.opened).toHaveLength(1));
    const { searchParams } = test.browser.opened[0] ?? new URL('about:blank');
    const state = searchParams.get('state') ?? '';
    await test.ask('flow.copy_link', { flowId });
    const address = `${searchParams.get('redirect_uri')}?code=canary-code&state=${state}`;
    await test.ask('flow.paste_address', { flowId, address });
    await test.clock.advanceAsync(500);
    await vi.waitFor(() => expect(test.account(accountId)?.grant.status).toBe('live'));

    await test.ask('account.copy', { accountId, form: 'token' });
    await test.ask('account.copy', { accountId, form: 'header' });
    await test.ask('account.refresh', { accountId });
    await test.ask('account.refresh', { accountId });
    await test.ask('account.refresh_all', {});
    await test.ask('account.details', { accountId });
    await test.ask('account.revoke_preview', { accountId });
    await test.ask('account.revoke', { accountId });
    await test.ask('account.remove', { accountId: 'acct_held_before' });

    const sent = test.transport.sent.flatMap(({ form }) => [
      form.code,
      form.code_verifier,
      form.client_secret,
      form.refresh_token,
      form.token,
    ]);
    const secrets = [...new Set([...sent, state, 'access-of-acct_held_before-0'])].filter(
      (it): it is string => it !== undefined,
    );
    expect(secrets).toEqual(expect.arrayContaining(['canary-code', clientSecret]));
    expect(secrets.length).toBeGreaterThanOrEqual(8);
    const everything = test.told.join('\n');
    for (const secret of [...secrets, 'canary']) expect(everything).not.toContain(secret);
    // What was searched is what the window got: facts about these very tokens stand in it.
    expect(everything).toContain('accessTokenFingerprint');
    expect(test.told.length).toBeGreaterThan(20);
    expect([...test.secrets.items.values()].join()).toContain('canary-access');
  });

  it.each(['flow.open_again', 'flow.choose_another_user', 'flow.copy_link'] as const)(
    'E-15 E-20 is for %s the name of a flow, and no address that could be opened',
    (name) => {
      const { params } = contract[name];
      expect(params.safeParse({ flowId: 'flow_12345678' }).success).toBe(true);
      for (const key of ['url', 'href', 'address', 'prompt']) {
        const asked = { flowId: 'flow_12345678', [key]: 'https://evil.example/' };
        expect(params.safeParse(asked).success).toBe(false);
      }
    },
  );
});
