/** Accounts whose tokens need no person: first grant, refreshing by itself, what has to be corrected, revoked for good. */
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import { statusOf } from '../../../shared/status.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { eventually } from '../../fixtures/eventually.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  testStart,
} from '../../fixtures/test-app.ts';

const id = 'acct_stock_sync';
const minute = 60_000;
const hour = 60 * minute;
const secret = 'the-clients-own-secret';

const plainEndpoints = {
  authorization: null,
  token: 'https://as.example/token',
  revocation: 'https://as.example/revoke',
  introspection: null,
};

/** A machine's account with an access token of one hour. */
function holdMachine(
  changes: Parameters<typeof holdAccount>[1] = {},
  tokens: Parameters<typeof holdAccount>[2] = {},
): HeldAccount {
  const held = holdAccount(id, {}, { refreshToken: null, ...tokens });
  const definition: AccountDefinition = {
    ...held.record.definition,
    grantType: 'client_credentials',
    endpoints: plainEndpoints,
    extraParameters: { audience: 'https://stock.example' },
  };
  const server = held.record.server && { ...held.record.server, authorizationEndpoint: null };
  return {
    ...held,
    clientSecret: Secret.of(secret),
    record: { ...held.record, definition, server, clientSecretSet: true, ...changes },
  };
}

const issued = (extra: Record<string, unknown> = {}): Answer => ({
  json: { access_token: 'access-new', token_type: 'Bearer', expires_in: 3600, ...extra },
});
const refusing = (status: number, error?: string): Answer =>
  error === undefined ? { status, text: '' } : { status, json: { error } };

/** The app with its window up; `requests` are those of the token endpoint. */
async function running(held: readonly HeldAccount[]) {
  const test = createTestApp(held);
  let script: (request: SentRequest) => Answer | Promise<Answer> = () => issued();
  test.transport.answerWith((request) =>
    request.url === plainEndpoints.token ? script(request) : { status: 200 },
  );
  await test.app.afterFirstPaint();
  const view = () => {
    const found = test.account(id);
    if (found === undefined) throw new Error('no account');
    return found;
  };
  return {
    ...test,
    view,
    status: () => statusOf(view(), test.clock.now()),
    requests: () => test.transport.sent.filter((it) => it.url === plainEndpoints.token),
    answer: (next: typeof script) => {
      script = next;
    },
    refresh: () => test.ask('account.refresh', { accountId: id }),
    stored: () => test.secrets.items.get(id) ?? '',
  };
}
type Running = Awaited<ReturnType<typeof running>>;

/** As the window asks for a first token. */
async function addMachine(test: Running) {
  const { definition } = holdMachine().record;
  const started = await test.ask('flow.authorize', { definition, clientSecret: secret });
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}
/** As the window asks for it under Edit. */
function replaceSecret(test: Running, clientSecret: string | null) {
  const edit = { ...editOf(test.view().definition), clientSecret };
  return test.ask('account.edit', { accountId: id, edit });
}
const flowStatus = (test: Running) => test.snapshot().flows[0]?.status;

describe('the first token', () => {
  it('O-55 comes without a browser, from what is stored before the server is asked', async () => {
    const test = await running([]);
    let before = '';
    test.answer(() => {
      before = [...test.secrets.items.values()].join();
      return issued();
    });
    const { accountId } = await addMachine(test);
    await eventually(() => expect(flowStatus(test)).toBe('done'));
    expect(before).toContain(secret);
    expect(test.browser.opened).toEqual([]);
    expect(test.account(accountId)).toMatchObject({
      grant: { status: 'live' },
      subject: null,
      server: 'https://as.example',
      accessTokenHeld: true,
      refreshTokenHeld: false,
    });
    expect(test.requests()[0]?.form).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: secret,
      scope: 'orders:read',
      audience: 'https://stock.example',
    });
    expect(test.audit.entries.map((it) => [it.event, it.token, it.outcome])).toEqual([
      ['issue', 'access_token', 'ok'],
    ]);
  });

  it('O-55 that fails keeps the account and its secret until the failure was read', async () => {
    const test = await running([]);
    test.answer(() => refusing(401, 'invalid_client'));
    const { accountId, flowId } = await addMachine(test);
    await eventually(() => expect(flowStatus(test)).toBe('failed'));
    expect(test.snapshot().flows[0]?.error?.code).toBe('client_refused');
    expect(test.account(accountId)?.clientSecretSet).toBe(true);
    test.answer(() => issued());
    expect((await test.ask('flow.reauthorize', { accountId })).ok).toBe(true);
    await eventually(() => expect(test.account(accountId)?.grant.status).toBe('live'));
    await test.ask('flow.dismiss', { flowId });
    expect(test.account(accountId)).toBeDefined();
  });

  it.each([
    ['first', { grant: { status: 'none' }, tokens: null } as const],
    ['next', {}],
  ])(
    'D-02 is kept where the disk takes nothing by now, because the server has issued it: the %s',
    async (_name, change) => {
      const test = await running([holdMachine(change)]);
      test.tellDiskTrouble('full');
      await test.ask('flow.reauthorize', { accountId: id });
      await eventually(() => expect(flowStatus(test)).toBe('done'));
      expect(test.stored()).toContain('access-new');
      expect(test.view().grant.status).toBe('live');
      expect(test.audit.entries[0]).toMatchObject({ event: 'issue', outcome: 'ok' });
      test.tellDiskTrouble(null);
      await test.accounts.flush();
      expect(test.accounts.durable().accounts[id]).toMatchObject({ grant: { status: 'live' } });
    },
  );

  it('O-55 that comes after it was cancelled is ended at the server and not kept', async () => {
    const test = await running([]);
    let release = (): void => undefined;
    test.answer(() => new Promise<Answer>((resolve) => (release = () => resolve(issued()))));
    const { accountId, flowId } = await addMachine(test);
    await eventually(() => expect(test.requests()).toHaveLength(1));
    await test.ask('flow.cancel', { flowId });
    expect(test.account(accountId)).toBeUndefined();
    release();
    await eventually(() =>
      expect(test.transport.sent.at(-1)).toMatchObject({
        url: plainEndpoints.revocation,
        form: { token: 'access-new' },
      }),
    );
    expect([...test.secrets.items.values()].join()).not.toContain('access-new');
  });
});

describe('a new grant in place of a refresh', () => {
  it('O-55 R-08 is one request for everybody who asks at once', async () => {
    const test = await running([holdMachine({}, { expiresAt: testStart - 1 })]);
    await Promise.all([
      ...Array.from({ length: 50 }, () => test.refresh()),
      ...Array.from({ length: 50 }, () =>
        test.ask('account.copy', { accountId: id, form: 'token' }),
      ),
      test.ask('account.refresh_all', {}),
    ]);
    expect(test.requests()).toHaveLength(1);
    expect(test.clipboard.text()).toBe('access-new');
    expect(test.audit.entries.filter((it) => it.event === 'refresh')).toHaveLength(1);
  });

  it('O-55 T-07 comes by itself before the end, is announced, and needs no refresh token', async () => {
    const test = await running([holdMachine()]);
    await test.clock.advanceAsync(minute);
    expect(test.view().nextRefresh?.at).toBe(testStart + 54 * minute - 15_000);
    await test.clock.advanceAsync(55 * minute);
    expect(test.requests()).toHaveLength(1);
    expect(test.stored()).toContain('access-new');
    expect(test.stored()).toContain(secret);
    expect(test.view().access?.expiresAt).toBeGreaterThan(testStart + hour);
  });

  it('O-55 comes before a copy when too little is left', async () => {
    const test = await running([holdMachine({}, { expiresAt: testStart + 5_000 })]);
    const copied = await test.ask('account.copy', { accountId: id, form: 'header' });
    expect(copied).toMatchObject({ ok: true, value: { refreshed: true, who: null } });
    expect(test.clipboard.text()).toBe('Authorization: Bearer access-new');
  });

  it('O-54 keeps and uses no refresh token that should not have come (RFC 6749 section 4.4.3)', async () => {
    const test = await running([holdMachine()]);
    test.answer(() => issued({ refresh_token: 'a-stray-refresh-token', refresh_expires_in: 60 }));
    await test.refresh();
    expect(test.stored()).not.toContain('a-stray-refresh-token');
    expect(test.view()).toMatchObject({ refreshTokenHeld: false, refreshEnd: null });
    await test.refresh();
    expect(test.requests().map((it) => it.form.grant_type)).toEqual([
      'client_credentials',
      'client_credentials',
    ]);
    expect(test.transport.sent).toHaveLength(2);
  });

  it('O-54 sends nothing without a client secret, and says which one is missing', async () => {
    const test = await running([{ ...holdMachine(), clientSecret: null }]);
    expect(await test.refresh()).toMatchObject({ ok: false, error: { code: 'no_client_secret' } });
    expect(test.requests()).toEqual([]);
    expect(test.status()).toBe('needs_correction');
  });

  it('ends a token that came in an answer that cannot be used', async () => {
    const test = await running([holdMachine()]);
    test.answer(() => issued({ token_type: 'mac' }));
    expect(await test.refresh()).toMatchObject({ error: { code: 'token_response_invalid' } });
    expect(test.transport.sent.at(-1)).toMatchObject({
      url: plainEndpoints.revocation,
      form: { token: 'access-new' },
    });
    expect(test.stored()).toContain(`access-of-${id}-0`);
  });
});

describe('a refusal', () => {
  it.each([
    [401, 'invalid_client', 'client_refused'],
    [400, 'unauthorized_client', 'client_refused'],
    [400, 'invalid_scope', 'scope_refused'],
    [400, 'invalid_target', 'request_refused'],
    [403, 'access_denied', 'request_refused'],
    [400, 'invalid_grant', 'request_refused'],
    [401, undefined, 'client_refused'],
    [400, undefined, 'request_refused'],
  ] as const)(
    'O-55 N-11 of %i %s is to be corrected by a person, keeps the token, and is not asked again',
    async (status, error, code) => {
      const test = await running([holdMachine({}, { expiresAt: testStart + 5 * minute })]);
      test.answer(() => refusing(status, error));
      expect(await test.refresh()).toMatchObject({ ok: false, error: { code } });
      expect(test.view()).toMatchObject({ grant: { status: 'live' }, accessTokenHeld: true });
      expect(test.status()).toBe('needs_correction');
      await test.clock.advanceAsync(24 * hour);
      expect(test.requests()).toHaveLength(1);
      expect(test.status()).toBe('needs_correction');
    },
  );

  it('O-55 is over when it was corrected: the next grant follows by itself', async () => {
    const test = await running([holdMachine({}, { expiresAt: testStart + 5 * minute })]);
    test.answer(({ form }) =>
      form.client_secret === 'the-right-one' ? issued() : refusing(401, 'invalid_client'),
    );
    await test.refresh();
    expect((await replaceSecret(test, 'the-right-one')).ok).toBe(true);
    expect(test.status()).toBe('active');
    await test.clock.advanceAsync(10 * minute);
    expect(test.stored()).toContain('access-new');
    expect(test.status()).toBe('active');
  });

  it('O-54 is given to an edit that would take the secret away', async () => {
    const test = await running([holdMachine()]);
    expect(await replaceSecret(test, null)).toMatchObject({
      ok: false,
      error: { code: 'no_client_secret' },
    });
    expect(test.stored()).toContain(secret);
  });

  it.each([
    ['a gateway', () => refusing(403)],
    ['an outage', () => refusing(503)],
    [
      'the network',
      () => {
        throw new TransportError('unreachable');
      },
    ],
  ] as const)('O-55 N-10 of %s is waited out and asked again', async (_name, answer) => {
    const test = await running([holdMachine({}, { expiresAt: testStart + 5 * minute })]);
    test.answer(answer);
    await test.refresh();
    expect(test.requests()).toHaveLength(1);
    expect(test.status()).not.toBe('needs_correction');
    test.answer(() => issued());
    await test.clock.advanceAsync(30 * minute);
    expect(test.requests()).toHaveLength(2);
    expect(test.status()).toBe('active');
  });

  it('O-55 counts as failed in the summary, never as needing a sign-in', async () => {
    const test = await running([holdMachine()]);
    test.answer(() => refusing(401, 'invalid_client'));
    expect(await test.ask('account.refresh_all', {})).toMatchObject({
      value: { refreshed: 0, needSignIn: 0, cannot: 0, failed: 1 },
    });
  });
});

describe('an item that is gone from the keychain', () => {
  it('O-55 K-15 asks for the secret again, and the new one brings a token', async () => {
    const test = await running([holdMachine()]);
    test.secrets.items.delete(id);
    expect(await test.refresh()).toMatchObject({ ok: false, error: { code: 'secret_missing' } });
    expect(test.status()).toBe('needs_correction');
    await replaceSecret(test, 'again');
    expect(test.status()).toBe('no_token');
    expect((await test.refresh()).ok).toBe(true);
    expect(test.requests()[0]?.form.client_secret).toBe('again');
    expect(test.status()).toBe('active');
  });
});

describe('a revoked account', () => {
  it('O-55 is never granted anew by itself, only when a person asks for it', async () => {
    const test = await running([holdMachine()]);
    expect(await test.ask('account.revoke', { accountId: id })).toMatchObject({
      value: { revoked: true },
    });
    expect(await test.refresh()).toMatchObject({ error: { code: 'grant_ended' } });
    await test.ask('account.refresh_all', {});
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.clock.advanceAsync(48 * hour);
    expect(test.requests()).toEqual([]);
    expect(test.status()).toBe('revoked');

    await test.ask('flow.reauthorize', { accountId: id });
    await eventually(() => expect(flowStatus(test)).toBe('done'));
    expect(test.status()).toBe('active');
    expect(test.audit.entries.at(-1)).toMatchObject({ event: 'issue', outcome: 'ok' });
  });

  it('O-55 takes no token that a grant under way still brings', async () => {
    const test = await running([holdMachine()]);
    let release = (): void => undefined;
    test.answer(() => new Promise<Answer>((resolve) => (release = () => resolve(issued()))));
    await test.ask('flow.reauthorize', { accountId: id });
    await eventually(() => expect(test.requests()).toHaveLength(1));
    await test.ask('account.revoke', { accountId: id });
    release();
    await eventually(() => expect(flowStatus(test)).toBe('cancelled'));
    expect(test.status()).toBe('revoked');
    expect(test.stored()).not.toContain('access-new');
    expect(test.transport.sent.at(-1)?.form.token).toBe('access-new');
  });
});
