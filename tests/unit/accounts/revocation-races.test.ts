/** Where a run, a pending revocation, a crash and a person meet: nothing is asked twice, forgotten or called more than it is. */
import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../electron/account-record.ts';
import { TransportError } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import type { RequestParams } from '../../../shared/contract.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeAuditLog } from '../../fixtures/fake-audit-log.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeRunStore } from '../../fixtures/fake-run-store.ts';
import { makeOutcome } from '../../fixtures/revocation-outcomes.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  testStart,
} from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const many = (count: number): HeldAccount[] =>
  Array.from({ length: count }, (_, n) => holdAccount(`acct_many_${n}`));
type TestApp = ReturnType<typeof createTestApp>;

const panic = (
  test: TestApp,
  held: readonly HeldAccount[],
  change: Partial<RequestParams<'run.start'>> = {},
) =>
  test.ask('run.start', {
    kind: 'panic',
    accountIds: held.map(({ record }) => record.accountId),
    confirmation: { kind: 'held' },
    ...change,
  });
const run = (test: TestApp) => test.snapshot().run;
const hints = (sent: readonly SentRequest[]) => sent.map(({ form }) => form.token_type_hint);
const tokensSent = ({ transport }: TestApp) => transport.sent.map(({ form }) => form.token);

async function finished(test: TestApp): Promise<void> {
  for (let turn = 0; turn < 500 && run(test)?.finishedAt == null; turn += 1) {
    await test.clock.advanceAsync(20);
  }
  expect(run(test)?.finishedAt).not.toBeNull();
}

/** The server takes its time, so that everything that waits has its chance to run. */
const slowly = (test: TestApp, answer: Answer) => async (): Promise<Answer> => {
  await new Promise<void>((go) => test.clock.after(100, go));
  return answer;
};

describe('a panic beside the pending revocations', () => {
  it('I5 refreshes nothing that waits for its turn', async () => {
    const expired = { issuedAt: testStart - 7_200_000, expiresAt: testStart - 3_600_000 };
    const held = Array.from({ length: 12 }, (_, n) => holdAccount(`acct_many_${n}`, {}, expired));
    const test = createTestApp(held);
    test.transport.answerWith(slowly(test, { status: 200 }));
    await test.app.afterFirstPaint();
    await panic(test, held);
    test.transport.sent.length = 0;
    await finished(test);
    expect(test.transport.sent.filter(({ url }) => url.endsWith('/token'))).toEqual([]);
  });

  it('keeps its order: nobody asks for an access token while refresh tokens are left', async () => {
    const held = many(12);
    const test = createTestApp(held);
    test.transport.answerWith(slowly(test, { status: 200 }));
    await test.app.afterFirstPaint();
    await panic(test, held);
    await finished(test);
    expect(hints(test.transport.sent)).toEqual([
      ...held.map(() => 'refresh_token'),
      ...held.map(() => 'access_token'),
    ]);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(held.map(() => 'accepted'));
  });

  it('O-38 does not ask again for a refresh token whose server named a later moment', async () => {
    const held = holdAccount(id);
    const test = createTestApp([held]);
    test.transport.answerWith(({ form }) =>
      form.token_type_hint === 'refresh_token'
        ? { status: 503, headers: { 'retry-after': '1800' } }
        : { status: 200 },
    );
    await test.app.afterFirstPaint();
    await panic(test, [held]);
    await finished(test);
    expect(hints(test.transport.sent)).toEqual(['refresh_token', 'access_token']);
    expect(run(test)?.accounts).toMatchObject([{ verdict: 'not_revoked', pending: true }]);
    await test.clock.advanceAsync(25 * 60_000);
    expect(test.transport.sent).toHaveLength(2);
    await test.clock.advanceAsync(6 * 60_000);
    expect(test.transport.sent.length).toBeGreaterThan(2);
  });

  it('O-38 keeps to that moment also where there is no access token to go on with', async () => {
    const held = holdAccount(id, {}, { accessToken: null });
    const test = createTestApp([held]);
    test.transport.answerWith(() => ({ status: 503, headers: { 'retry-after': '1800' } }));
    await test.app.afterFirstPaint();
    await panic(test, [held]);
    await finished(test);
    await test.clock.advanceAsync(25 * 60_000);
    expect(test.transport.sent).toHaveLength(1);
    expect(run(test)?.accounts).toMatchObject([{ verdict: 'not_revoked', pending: true }]);
  });
});

describe('a disk that takes nothing', () => {
  it.each(['full', 'read_only'] as const)(
    'D-02 keeps nobody from revoking: %s',
    async (trouble) => {
      const test = createTestApp([holdAccount(id)]);
      test.transport.answerWith(() => ({ status: 200 }));
      await test.app.afterFirstPaint();
      test.tellDiskTrouble(trouble);
      expect(await test.ask('account.revoke', { accountId: id })).toMatchObject({
        value: { revoked: true, outcomes: [{ verdict: 'accepted' }, { verdict: 'accepted' }] },
      });
      expect(test.transport.sent).toHaveLength(2);
      expect(test.account(id)?.grant.status).toBe('revoked');
      expect(test.secrets.items.get(id)).not.toMatch(/(access|refresh)-of-/);
      test.tellDiskTrouble(null);
      await test.accounts.flush();
      expect(test.accounts.durable().accounts[id]?.grant.status).toBe('revoked');
    },
  );
});

describe('a run of revocations', () => {
  it('goes on without its record where the disk is full', async () => {
    const held = many(3);
    const store = createFakeRunStore();
    let writes = 0;
    const runs = {
      ...store,
      write: async (next: Parameters<typeof store.write>[0]) => {
        writes += 1;
        if (writes > 1) throw new Error('no space left');
        return store.write(next);
      },
    };
    const test = createTestApp(held, { runs });
    test.transport.answerWith(() => ({ status: 200 }));
    await panic(test, held);
    await finished(test);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(held.map(() => 'accepted'));
  });

  it('is one, also while the native question stands on the screen for two', async () => {
    const held = many(6);
    const test = createTestApp(held);
    test.transport.answerWith(slowly(test, { status: 200 }));
    const confirmation = { kind: 'typed', count: 6 } as const;
    const both = await Promise.all([
      panic(test, held, { confirmation }),
      panic(test, held, { confirmation }),
    ]);
    expect(both.filter((it) => it.ok)).toHaveLength(1);
    expect(both.find((it) => !it.ok)).toMatchObject({ error: { code: 'run_active' } });
  });

  it('begins at once where the one before is dismissed while the line about its end is still written', async () => {
    const held = many(2);
    const clock = createFakeClock({ wall: testStart });
    const log = createFakeAuditLog({ clock });
    const append: typeof log.append = async (facts, options) => {
      if (facts.event === 'run_finished') await new Promise<void>((go) => clock.after(1_000, go));
      return log.append(facts, options);
    };
    const test = createTestApp(held, { audit: { ...log, append }, clock });
    test.transport.answerWith(() => ({ status: 200 }));
    const ended = async () => {
      for (let turn = 0; turn < 500 && run(test)?.finishedAt == null; turn += 1) {
        await clock.advanceAsync(20);
      }
    };
    await panic(test, held.slice(0, 1));
    await ended();
    await test.ask('run.dismiss', {});
    await panic(test, held.slice(1));
    await ended();
    expect(run(test)?.accounts).toMatchObject([{ accountId: 'acct_many_1', verdict: 'accepted' }]);
  });

  it('P-13 calls nothing not asked whose refresh token it had ended before it was stopped', async () => {
    const held = many(1);
    const test = createTestApp(held);
    test.transport.answerWith(slowly(test, { status: 200 }));
    await panic(test, held);
    await test.clock.advanceAsync(50);
    await test.ask('run.stop', {});
    await finished(test);
    expect(run(test)?.accounts).toMatchObject([{ state: 'done', pending: true }]);
    const report = async (): Promise<unknown> => {
      await test.ask('run.save_report', { format: 'json' });
      return JSON.parse(test.dialogs.saved.at(-1)?.text ?? '');
    };
    expect(await report()).toMatchObject({
      counts: { not_revoked: 1 },
      accounts: [
        {
          pending: true,
          tokens: [{ token: 'refresh_token', verdict: 'accepted' }],
          stillToDo: { action: 'asked_again' },
        },
      ],
    });
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(15_000);
    expect(await report()).toMatchObject({ counts: { accepted: 1 } });
  });

  it('P-13 says of an account that was removed between its two tokens that it is gone', async () => {
    const held = many(2);
    const test = createTestApp(held);
    test.transport.answerWith(async (request) =>
      request.form.token === 'refresh-of-acct_many_0-0'
        ? { status: 200 }
        : slowly(test, { status: 200 })(),
    );
    await panic(test, held);
    await test.clock.advanceAsync(50);
    await test.ask('account.remove', { accountId: 'acct_many_0' });
    await finished(test);
    expect(run(test)?.accounts).toMatchObject([
      { state: 'done', verdict: null, code: 'account_not_found' },
      { state: 'done', verdict: 'accepted', code: null },
    ]);
    expect(tokensSent(test)).not.toContain('access-of-acct_many_0-0');
  });

  it('N-12 is not said to ask again for an account that was removed or signed in again since', async () => {
    const held = many(3);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 503 }));
    await panic(test, held);
    await finished(test);
    await test.ask('account.remove', { accountId: 'acct_many_0' });
    const { accounts, ...file } = test.accounts.read();
    const again = accounts.acct_many_1;
    if (again === undefined) throw new Error('the account is gone');
    const signedIn = { ...again, grant: { status: 'live' as const } };
    test.accounts.write({ ...file, accounts: { ...accounts, acct_many_1: signedIn } });
    await test.ask('run.save_report', { format: 'json' });
    expect(JSON.parse(test.dialogs.saved[0]?.text ?? '')).toMatchObject({
      accounts: [
        { pending: false, reason: 'account_not_found', stillToDo: { action: 'end_by_hand' } },
        { pending: false, stillToDo: { action: 'end_by_hand' } },
        { pending: true, stillToDo: { action: 'asked_again' } },
      ],
    });
  });

  it('N-12 is not forgotten at a word that comes before what a crash left of it is read', async () => {
    const held = many(6);
    const before = createTestApp(held);
    before.transport.answerWith(() => new Promise(() => undefined));
    await panic(before, held);
    await before.clock.advanceAsync(10);
    const test = createTestApp(held, { runs: createFakeRunStore(before.runs.stored()) });
    test.transport.answerWith(() => ({ status: 200 }));
    expect(await test.ask('run.dismiss', {})).toMatchObject({ error: { code: 'run_active' } });
    await test.app.afterFirstPaint();
    await finished(test);
    expect(run(test)?.accounts.map(({ verdict }) => verdict)).toEqual(held.map(() => 'accepted'));
  });

  it('ends where it is stopped while the keychain is locked, so that another may begin', async () => {
    const held = many(2);
    const test = createTestApp(held);
    test.secrets.failWith('locked');
    await panic(test, held);
    for (let turn = 0; turn < 20; turn += 1) await test.clock.advanceAsync(50);
    await test.ask('run.stop', {});
    await finished(test);
    expect(run(test)).toMatchObject({ stopped: true });
  });

  it('comes back to an account whose keychain item did not answer in time, with nobody asking', async () => {
    const held = many(2);
    const test = createTestApp(held);
    test.transport.answerWith(() => ({ status: 200 }));
    await test.app.afterFirstPaint();
    let failures = 0;
    const { get } = test.secrets;
    Object.assign(test.secrets, {
      get: async (account: string) => {
        if (account !== 'acct_many_1' || failures >= 2) return get(account);
        failures += 1;
        return { kind: 'timed_out' };
      },
    });
    await panic(test, held);
    await test.clock.advanceAsync(5_000);
    expect(run(test)?.accounts.map((it) => it.state)).toEqual(['done', 'waiting']);
    await test.clock.advanceAsync(30_000);
    await finished(test);
    expect(run(test)?.accounts.map((it) => it.verdict)).toEqual(['accepted', 'accepted']);
  });
});

/** As it is stored right before the server is asked. */
const justPending: Extract<AccountRecord['grant'], { status: 'revocation_pending' }> = {
  status: 'revocation_pending',
  at: testStart,
  outcomes: [],
  attempts: 0,
  nextTryAt: null,
};

const accepted = makeOutcome({
  fingerprint: Secret.of(`refresh-of-${id}-0`).fingerprint(),
  at: testStart,
  answerBody: null,
});

describe('a crash in the middle of a revocation', () => {
  const pendingWith = (test: TestApp): AccountRecord | undefined =>
    test.accounts.durable().accounts[id];

  it('loses nothing of what was learnt between the answer and the erasing', async () => {
    const before = createTestApp([holdAccount(id)]);
    before.transport.answerWith(() => ({ status: 200 }));
    // The keychain takes nothing any more: what follows is what a kill at this moment leaves.
    const untouched = new Map(before.secrets.items);
    Object.assign(before.secrets, { put: () => new Promise(() => undefined) });
    void before.ask('account.revoke', { accountId: id });
    for (let turn = 0; turn < 10; turn += 1) await before.clock.advanceAsync(5);
    expect(pendingWith(before)?.grant).toMatchObject({
      status: 'revocation_pending',
      outcomes: [{ verdict: 'accepted' }, { verdict: 'accepted' }],
    });

    const record = pendingWith(before);
    if (record === undefined) throw new Error('no account');
    const after = createTestApp([{ ...holdAccount(id), record }]);
    expect(new Set(after.secrets.items.keys())).toEqual(new Set(untouched.keys()));
    await after.app.afterFirstPaint();
    await after.clock.advanceAsync(15_000);
    expect(after.transport.sent).toEqual([]);
    expect(after.account(id)?.grant).toMatchObject({ status: 'revoked' });
    expect(after.secrets.items.get(id)).not.toMatch(/(access|refresh)-of-/);
    expect(after.audit.entries.map(({ event, token, outcome }) => [event, token, outcome])).toEqual(
      [
        ['revoke', 'refresh_token', 'ok'],
        ['revoke', 'access_token', 'ok'],
      ],
    );
  });

  it('ends as revoked where the tokens are gone and only the last line was not written', async () => {
    const outcomes = (['refresh_token', 'access_token'] as const).map((token) =>
      makeOutcome({ token, fingerprint: 'abcdefabcdef', at: testStart }),
    );
    const grant: AccountRecord['grant'] = { ...justPending, outcomes };
    const test = createTestApp([
      holdAccount(id, { grant }, { accessToken: null, refreshToken: null }),
    ]);
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(15_000);
    expect(test.account(id)?.grant).toMatchObject({ status: 'revoked', outcomes });
    expect(tokensSent(test)).toEqual([]);
  });

  it('P-13 calls nothing revoked where the tokens are gone and nobody knows what was answered', async () => {
    const grant: AccountRecord['grant'] = { ...justPending };
    const test = createTestApp([
      holdAccount(id, { grant }, { accessToken: null, refreshToken: null }),
    ]);
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(15_000);
    expect(test.account(id)?.grant.status).toBe('not_revoked');
  });

  it('P-13 calls nothing revoked of which the keychain lost a token that nobody had asked about', async () => {
    const test = createTestApp([
      holdAccount(id, { grant: { ...justPending, outcomes: [accepted] }, generation: 1 }),
    ]);
    test.secrets.items.delete(id);
    await test.app.afterFirstPaint();
    const edit = { ...editOf(holdAccount(id).record.definition), clientSecret: 'another' };
    expect(await test.ask('account.edit', { accountId: id, edit })).toMatchObject({ ok: true });
    await test.clock.advanceAsync(60_000);
    expect(test.account(id)?.grant).toMatchObject({ status: 'not_revoked', outcomes: [accepted] });
  });

  it('N-12 says at once that nothing can be revoked any more where the keychain has lost the item', async () => {
    const test = createTestApp([holdAccount(id, { generation: 1, grant: justPending })]);
    test.secrets.items.delete(id);
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(15_000);
    expect(test.account(id)).toMatchObject({
      grant: { status: 'not_revoked' },
      lastProblem: { error: { code: 'revocation_lost' } },
    });
    expect(test.transport.sent).toEqual([]);
    expect(await test.audit.latestOf(id, 1)).toMatchObject([
      { event: 'revoke', outcome: 'failed', code: 'revocation_lost', verdict: 'not_revoked' },
    ]);
    // Nothing waits any more for what a sign-in would replace.
    expect(await test.ask('flow.reauthorize', { accountId: id })).toMatchObject({ ok: true });
  });

  it.each(['locked', 'unavailable', 'timed_out', 'denied'] as const)(
    'N-12 waits on while the keychain is %s, since what it holds is not lost',
    async (failure) => {
      const test = createTestApp([holdAccount(id, { generation: 1, grant: justPending })]);
      test.secrets.failWith(failure);
      await test.app.afterFirstPaint();
      await test.clock.advanceAsync(60 * 60_000);
      expect(test.account(id)?.grant.status).toBe('revocation_pending');
    },
  );
});

describe('a sign-in beside a revocation', () => {
  const reauthorize = (test: TestApp) => test.ask('flow.reauthorize', { accountId: id });
  /** Gets its token without a browser, so that a flow is over as soon as its server answers. */
  const holdMachine = (): HeldAccount => {
    const held = holdAccount(id);
    const grantType = 'client_credentials' as const;
    const endpoints = held.record.definition.endpoints && {
      ...held.record.definition.endpoints,
      authorization: null,
    };
    const definition = { ...held.record.definition, grantType, endpoints };
    const clientSecret = Secret.of('the-clients-own-secret');
    return { ...held, clientSecret, record: { ...held.record, definition, clientSecretSet: true } };
  };

  it('N-12 waits for a revocation that is pending, whose tokens it would replace', async () => {
    const test = createTestApp([holdAccount(id, { grant: { ...justPending, nextTryAt: null } })]);
    test.transport.answerWith(() => ({ status: 503 }));
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(15_000);
    expect(await reauthorize(test)).toMatchObject({ error: { code: 'revocation_waits' } });
    expect(test.account(id)?.grant.status).toBe('revocation_pending');
  });

  it('O-38 is cancelled by one, which stays under way, so that no token is asked for again right behind it', async () => {
    const test = createTestApp([holdAccount(id)]);
    await test.app.afterFirstPaint();
    await reauthorize(test);
    await eventually(() => expect(test.browser.opened).toHaveLength(1));
    test.transport.answerWith(slowly(test, { status: 503, headers: { 'retry-after': '1800' } }));
    const revoked = test.ask('account.revoke', { accountId: id });
    await eventually(() => expect(test.snapshot().flows[0]?.status).toBe('cancelled'));
    expect(test.account(id)?.operation).toBe('revoking');
    await test.clock.advanceAsync(60_000);
    expect(await revoked).toMatchObject({ value: { pending: true } });
    expect(hints(test.transport.sent)).toEqual(['refresh_token', 'access_token']);
  });

  it('N-12 waits for one that is under way', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(slowly(test, { status: 200 }));
    const revoked = test.ask('account.revoke', { accountId: id });
    await test.clock.advanceAsync(10);
    expect(await reauthorize(test)).toMatchObject({ error: { code: 'revocation_waits' } });
    await test.clock.advanceAsync(1_000);
    expect(await revoked).toMatchObject({ value: { revoked: true } });
  });

  it('N-12 ends what a sign-in brings that was begun while a revocation waited for its turn', async () => {
    const test = createTestApp([holdMachine()]);
    let issued = 0;
    test.transport.answerWith(async ({ url, form }) => {
      await new Promise<void>((go) => test.clock.after(url.endsWith('/token') ? 300 : 200, go));
      if (url.endsWith('/token')) {
        return { json: { access_token: `access-${++issued}`, token_type: 'bearer' } };
      }
      return form.token === 'access-2' ? {} : { status: 503 };
    });
    const refreshed = test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(10);
    const revoked = test.ask('account.revoke', { accountId: id });
    expect(await reauthorize(test)).toMatchObject({ ok: true });
    await test.clock.advanceAsync(5_000);
    await Promise.all([refreshed, revoked]);
    expect(test.account(id)?.grant.status).toBe('revocation_pending');
    expect(test.snapshot().flows).toMatchObject([{ error: { code: 'revocation_waits' } }]);
    expect(test.secrets.items.get(id)).toContain('access-1');
    expect(tokensSent(test)).toContain('access-2');
  });
});

describe('the last resort of a proof', () => {
  it.each(['interaction_required', 'login_required', 'consent_required'])(
    'P-13 does not take %s for the end of a token',
    async (error) => {
      const test = createTestApp([holdAccount(id)]);
      test.transport.answerWith(({ url }) =>
        url.endsWith('/token') ? { status: 400, json: { error } } : { status: 200 },
      );
      expect(
        await test.ask('account.revoke', { accountId: id, proveByRefreshing: true }),
      ).toMatchObject({ value: { outcomes: [{ verdict: 'accepted' }, { verdict: 'accepted' }] } });
    },
  );

  it('P-13 keeps the word of a server that could not be reached for what it was', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ url }) => {
      if (url.endsWith('/token')) throw new TransportError('unreachable');
      return { status: 200 };
    });
    expect(
      await test.ask('account.revoke', { accountId: id, proveByRefreshing: true }),
    ).toMatchObject({ value: { revoked: true, outcomes: [{ verdict: 'accepted' }, {}] } });
  });
});
