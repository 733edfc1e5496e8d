// Everything main tells the window in the life of an account, searched for every secret of that life.
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { contract, type RequestName } from '../../../shared/contract.ts';
import { requestNames } from '../../../shared/contract-names.ts';
import { definePlainAccount, editOf } from '../../fixtures/account-definitions.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const clientSecret = 'canary-client-secret';
const definition = definePlainAccount();

const found = { unknown: 'canary-2YotnFZFEjr1zCsicMWpAA', github: `gho_${'canary'.repeat(6)}` };
const hint = 'canary-header.canary-claims.canary-signature';

/** Valid at the time that the test has, whatever today is. */
const fromNow = testStart - Date.now();
const authority = makePrivateAuthority({
  name: 'Acme Root',
  valid: [fromNow - 86_400_000, fromNow + 86_400_000],
});

/** Accounts that are there from the start, each for what only it can be asked. */
function heldAccounts() {
  const loggedOut = holdAccount('acct_logged_out', {}, { idToken: Secret.of(hint) });
  const { server } = loggedOut.record;
  const endSessionEndpoint = 'https://as.example/logout';
  const tokenEndpoint = 'https://accounts.spotify.com/api/token';
  return [
    holdAccount('acct_held_before'),
    {
      ...loggedOut,
      record: { ...loggedOut.record, server: server && { ...server, endSessionEndpoint } },
    },
    holdAccount('acct_with_page', {
      server: server && { ...server, tokenEndpoint, revocationEndpoint: null },
    }),
    holdAccount('acct_found_held'),
    holdAccount('acct_in_a_run'),
  ];
}

/** The app with everything that reaches the window written down. */
function setUp() {
  const test = createTestApp(heldAccounts());
  const told: string[] = [];
  const asked = new Set<RequestName>();
  const answered = new Set<RequestName>();
  test.app.snapshot.subscribe((patch) => told.push(JSON.stringify(patch)));
  const ask: typeof test.ask = async (name, params) => {
    const asking = test.ask(name, params);
    asked.add(name);
    await test.clock.advanceAsync(20);
    const result = await asking;
    if (result.ok) answered.add(name);
    told.push(JSON.stringify(result), test.app.snapshot.toJson());
    await test.clock.advanceAsync(20);
    return result;
  };
  let answers = 0;
  test.transport.answerWith(({ url, form }) => {
    if (url.startsWith('https://id.example/')) return { json: metadata };
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
  return { ...test, ask, told, asked, answered };
}

const metadata = {
  issuer: 'https://id.example',
  authorization_endpoint: 'https://id.example/authorize',
  token_endpoint: 'https://id.example/token',
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
};

type Test = ReturnType<typeof setUp>;

let stop: () => Promise<unknown> = async () => undefined;
afterEach(() => stop());

/** Signs in, and resolves with the account and the state that tied the answer to its attempt. */
async function signIn(test: Test) {
  await test.ask('server.discover', { issuer: 'https://id.example' });
  await test.ask('redirect.copy', { host: '127.0.0.1', port: 8765 });
  const authorized = await test.ask('flow.authorize', { definition, clientSecret });
  if (!authorized.ok) throw new Error(authorized.error.code);
  const { flowId, accountId } = authorized.value;
  stop = () => test.ask('flow.cancel', { flowId });
  await eventually(() => expect(test.browser.opened).toHaveLength(1));
  await test.ask('flow.open_again', { flowId });
  await test.ask('flow.choose_another_user', { flowId });
  await test.ask('flow.copy_link', { flowId });
  const { searchParams } = test.browser.opened.at(-1) ?? new URL('about:blank');
  const state = searchParams.get('state') ?? '';
  const address = `${searchParams.get('redirect_uri')}?code=canary-code&state=${state}`;
  await test.ask('flow.paste_address', { flowId, address });
  await test.clock.advanceAsync(500);
  await eventually(() => expect(test.account(accountId)?.grant.status).toBe('live'));
  await test.ask('flow.decide', { flowId, choice: 'keep' });
  await test.ask('flow.dismiss', { flowId });
  return { accountId, state };
}

const edit = { ...editOf(definition), label: 'Orders' };

async function work({ ask }: Test, accountId: string): Promise<void> {
  await ask('account.copy', { accountId, form: 'token' });
  await ask('account.copy', { accountId, form: 'header' });
  await ask('account.refresh', { accountId });
  await ask('account.refresh', { accountId });
  await ask('account.refresh_all', {});
  await ask('account.details', { accountId });
  await ask('account.edit', { accountId, edit: { ...edit, clientSecret } });
  const again = await ask('flow.reauthorize', { accountId });
  if (again.ok) await ask('flow.cancel', { flowId: again.value.flowId });
}

async function end({ ask, clock }: Test, accountId: string): Promise<void> {
  await ask('account.revoke_preview', { accountId });
  await ask('account.revoke', { accountId });
  await ask('account.log_out', { accountId: 'acct_logged_out' });
  await ask('account.open_page', { accountId: 'acct_with_page' });
  await ask('account.remove', { accountId: 'acct_held_before' });
  const held = 'access_token=access-of-acct_found_held-0';
  const text = `${held}\nrefresh_token=${found.unknown}\n${found.github}`;
  const looked = await ask('found.examine', { text });
  for (const index of looked.ok ? looked.value.tokens.keys() : []) {
    if (looked.ok) await ask('found.revoke', { findId: looked.value.findId, index });
  }
  await ask('found.dismiss', {});
  const confirmation = { kind: 'none' } as const;
  await ask('run.start', { kind: 'selected', accountIds: ['acct_in_a_run'], confirmation });
  await ask('run.stop', {});
  await clock.advanceAsync(1000);
  await ask('run.save_report', { format: 'html' });
  await ask('run.save_report', { format: 'json' });
  await ask('run.dismiss', {});
}

/** The PEM of an authority is no secret, and still nothing that the window needs. */
async function trust({ ask, dialogs, app }: Test): Promise<void> {
  dialogs.chooseText(authority.cert);
  await ask('authority.add', {});
  const [{ fingerprint } = { fingerprint: '' }] = app.snapshot.sections().authorities;
  await ask('authority.remove', { fingerprint });
}

async function lookBack({ ask }: Test): Promise<void> {
  const filter = { accountId: null, events: [], outcomes: [], text: '' };
  await ask('audit.page', { filter, from: null, limit: 500 });
  await ask('audit.verify', {});
  await ask('audit.export', { format: 'csv', filter });
  await ask('audit.export', { format: 'jsonl', filter });
  await ask('account.save_copy', {});
  await ask('settings.update', { clipboardClearSeconds: 60 });
  await ask('keychain.retry', {});
  await ask('notice.dismiss', { code: 'disk_unwritable' });
  await ask('snapshot.read', {});
}

/** What was sent anywhere or is held, and is nobody's business in the window. */
function secretsOf(test: Test, state: string): readonly string[] {
  const sent = test.transport.sent.flatMap(({ form }) => [
    form.code,
    form.code_verifier,
    form.client_secret,
    form.refresh_token,
    form.token,
  ]);
  const held = heldAccounts().flatMap(({ record: { accountId } }) => [
    `access-of-${accountId}-0`,
    `refresh-of-${accountId}-0`,
  ]);
  const all = [...sent, ...held, state, hint, found.unknown, found.github];
  return [...new Set(all)].filter((it) => it !== undefined);
}

describe('what crosses the boundary', () => {
  it('E-20 is never a token, a code, a verifier or a secret, whatever is asked', async () => {
    const test = setUp();
    const { accountId, state } = await signIn(test);
    await work(test, accountId);
    await end(test, accountId);
    await trust(test);
    await lookBack(test);

    // A request that is new has to be asked here too.
    expect([...test.asked].sort()).toEqual([...requestNames].sort());
    // A question needs an ID token; its answer is nothing in any case.
    expect(requestNames.filter((it) => !test.answered.has(it))).toEqual(['flow.decide']);
    const secrets = secretsOf(test, state);
    expect(secrets).toEqual(expect.arrayContaining(['canary-code', clientSecret]));
    expect(secrets.length).toBeGreaterThanOrEqual(20);
    const files = test.dialogs.saved.map(({ text }) => text);
    const everything = [...test.told, ...files].join('\n');
    for (const secret of [...secrets, 'canary', 'BEGIN CERTIFICATE']) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).toContain('CN=Acme Root');
    // What was searched is what the window got: facts about these very tokens stand in it.
    expect(everything).toContain('accessTokenFingerprint');
    expect(everything).toContain(Secret.of(found.github).fingerprint());
    expect(test.told.length).toBeGreaterThan(80);
    expect(files).toHaveLength(5);
    const stored = [...test.secrets.items.values()].join();
    expect(stored).toContain('canary-access');
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
