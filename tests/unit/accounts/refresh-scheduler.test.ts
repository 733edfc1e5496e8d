/** Accounts that are refreshed by themselves: when, how many at once, and when not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Transport, TransportError } from '../../../electron/ports.ts';
import { remainingMs } from '../../../shared/expiry.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import type { SentRequest } from '../../fixtures/scripted-transport.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  type TestParts,
  testStart,
} from '../../fixtures/test-app.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const id = 'acct_orders_api';
type TestApp = ReturnType<typeof createTestApp>;

const issued = ({ form }: SentRequest, extra: Record<string, unknown> = {}) => ({
  json: {
    access_token: `access-after-${form.refresh_token}`,
    refresh_token: `${form.refresh_token}+`,
    token_type: 'Bearer',
    expires_in: 3600,
    ...extra,
  },
});

/** The app with its window up, and with every request's moment on the monotonic clock. */
async function running(held: readonly HeldAccount[], parts: TestParts = {}) {
  const test = createTestApp(held, parts);
  const starts: { readonly at: number; readonly token: string }[] = [];
  const answer = (script: Parameters<TestApp['transport']['answerWith']>[0]): void =>
    test.transport.answerWith((request) => {
      starts.push({ at: test.clock.now().monotonic, token: request.form.refresh_token ?? '' });
      return script(request);
    });
  answer(issued);
  await test.app.afterFirstPaint();
  return { ...test, starts, answer };
}
/** Without the requests that carry no token. */
const presentationsOf = ({ starts }: Pick<Awaited<ReturnType<typeof running>>, 'starts'>) =>
  starts.filter(({ token }) => token !== '');
const mode = (automaticRefresh: 'on' | 'off' | 'in_use'): HeldAccount => {
  const held = holdAccount(id);
  const definition = { ...held.record.definition, automaticRefresh };
  return { ...held, record: { ...held.record, definition } };
};
const expired = (accountId: string, ago = minute): HeldAccount =>
  holdAccount(accountId, {}, { issuedAt: testStart - ago - hour, expiresAt: testStart - ago });

describe('refreshing by itself', () => {
  it('T-07 refreshes an hour-long token six minutes before its end, and again after the next hour', async () => {
    const test = await running([holdAccount(id)]);
    await test.clock.advanceAsync(53 * minute);
    expect(test.starts).toHaveLength(0);
    await test.clock.advanceAsync(2 * minute);
    expect(test.starts).toHaveLength(1);
    expect(test.account(id)?.lastRefreshedAt).toBeGreaterThan(testStart + 53 * minute);
    await test.clock.advanceAsync(54 * minute);
    expect(test.starts).toHaveLength(2);
    expect(test.browser.opened).toHaveLength(0);
  });

  it('says when the next refresh is, and moves it on afterwards', async () => {
    const test = await running([holdAccount(id)]);
    await test.clock.advanceAsync(second);
    // Six minutes of lead and half of the 30 s of jitter.
    expect(test.account(id)?.nextRefresh?.at).toBe(testStart + 54 * minute - 15 * second);
    await test.clock.advanceAsync(55 * minute);
    expect(test.account(id)?.nextRefresh?.at).toBeGreaterThan(testStart + 100 * minute);
  });

  it('T-07 leaves tokens that live less than two minutes to be refreshed on demand', async () => {
    const short = holdAccount(id, {}, { expiresAt: testStart + 119 * second });
    const test = await running([short]);
    await test.clock.advanceAsync(hour);
    expect(test.starts).toHaveLength(0);
    expect(test.account(id)?.nextRefresh).toBeNull();
  });

  it.each([null, testStart + 1e15])(
    'T-01 refreshes nothing within an hour when the end is %s',
    async (expiresAt) => {
      const test = await running([holdAccount(id, {}, { expiresAt })]);
      await test.clock.advanceAsync(hour);
      expect(test.starts).toHaveLength(0);
    },
  );

  it('T-01 bounds an expires_in of 1e15 from the server just as well', async () => {
    const test = await running([expired(id)]);
    test.answer((request) => issued(request, { expires_in: 1e15 }));
    await test.clock.advanceAsync(hour);
    expect(test.starts).toHaveLength(1);
  });

  it.each([
    [
      'a refused grant',
      holdAccount(id, {
        grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
      }),
    ],
    [
      'a pending revocation',
      holdAccount(id, {
        grant: { status: 'revocation_pending', at: 1, outcomes: [], attempts: 1, nextTryAt: null },
      }),
    ],
    [
      'a revocation that failed',
      holdAccount(id, { grant: { status: 'not_revoked', at: 1, outcomes: [] } }),
    ],
    ['a revoked grant', holdAccount(id, { grant: { status: 'revoked', at: 1, outcomes: [] } })],
    ['no refresh token', holdAccount(id, {}, { refreshToken: null })],
    ['automatic refresh off', mode('off')],
    ['only in use, and never copied', mode('in_use')],
  ])('I5 never asks for new tokens with %s', async (_name, held) => {
    const test = await running([held]);
    await test.clock.advanceAsync(2 * hour);
    expect(test.transport.sent.filter(({ url }) => url.endsWith('/token'))).toHaveLength(0);
    expect(test.account(id)?.nextRefresh).toBeNull();
  });

  it('goes by the setting of the whole app, and follows it at once', async () => {
    const test = await running([holdAccount(id)]);
    await test.ask('settings.update', { automaticRefresh: false });
    await test.clock.advanceAsync(2 * hour);
    expect(test.starts).toHaveLength(0);
    await test.ask('settings.update', { automaticRefresh: true });
    await test.clock.advanceAsync(second);
    expect(test.starts).toHaveLength(1);
  });

  it('follows a changed mode, and in_use counts from the last copy for 24 hours', async () => {
    const test = await running([mode('in_use')]);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.clock.advanceAsync(23 * hour);
    expect(test.starts.length).toBeGreaterThan(20);
    await test.clock.advanceAsync(2 * hour);
    const before = test.starts.length;
    await test.clock.advanceAsync(10 * hour);
    expect(test.starts).toHaveLength(before);
    const { definition } = test.account(id) ?? mode('on').record;
    const edit = { ...editOf(definition), automaticRefresh: 'on' } as const;
    await test.ask('account.edit', { accountId: id, edit });
    await test.clock.advanceAsync(second);
    expect(test.starts).toHaveLength(before + 1);
  });
});

describe('what the scheduler waits for', () => {
  it('announces no refresh from the moment on that the keychain is found locked', async () => {
    const test = await running([holdAccount(id)]);
    await test.clock.advanceAsync(second);
    expect(test.account(id)?.nextRefresh).not.toBeNull();
    test.secrets.failWith('locked');
    const copied = await test.ask('account.copy', { accountId: id, form: 'token' });
    expect(copied).toMatchObject({ error: { code: 'keychain_locked' } });
    await test.clock.advanceAsync(second);
    expect(test.account(id)?.nextRefresh).toBeNull();
    test.secrets.failWith(null);
    await test.ask('keychain.retry', {});
    await test.clock.advanceAsync(second);
    expect(test.account(id)?.nextRefresh).not.toBeNull();
  });

  it('waits as one for a locked keychain, and goes on when it is unlocked', async () => {
    const held = Array.from({ length: 5 }, (_, n) => expired(`acct_number_${n}`));
    const test = createTestApp(held);
    test.transport.answerWith(issued);
    test.secrets.failWith('locked');
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(2 * hour);
    expect(test.transport.sent).toHaveLength(0);
    expect(test.snapshot().accounts.every((it) => it.lastProblem === null)).toBe(true);
    test.secrets.failWith(null);
    await test.ask('keychain.retry', {});
    await test.clock.advanceAsync(30 * second);
    expect(test.transport.sent).toHaveLength(5);
  });

  it('N-01 starting offline is one state and no failed account; back online, all are refreshed', async () => {
    const held = Array.from({ length: 60 }, (_, n) => expired(`acct_number_${n}`));
    const test = createTestApp(held);
    test.transport.answerWith(issued);
    test.connectivity.setOnline(false);
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(hour);
    expect(test.transport.sent).toHaveLength(0);
    expect(test.snapshot().network.state).toBe('offline');
    expect(test.snapshot().accounts.every((it) => it.lastProblem === null)).toBe(true);
    test.connectivity.setOnline(true);
    await test.clock.advanceAsync(2 * minute);
    expect(test.transport.sent).toHaveLength(60);
  });

  it('N-09 waits as the server says, for every account of that server, and says until when', async () => {
    const test = await running([expired('acct_number_1'), expired('acct_number_2', 2 * minute)]);
    test.answer(() => ({ status: 503, headers: { 'retry-after': '600' } }));
    await test.clock.advanceAsync(16 * second);
    expect(test.starts).toHaveLength(1);
    test.answer(issued);
    await test.clock.advanceAsync(9 * minute);
    expect(test.starts).toHaveLength(1);
    const until = test.account('acct_number_1')?.unavailableUntil?.at ?? 0;
    expect(Math.abs(until - (testStart + 615 * second))).toBeLessThan(2 * second);
    await test.clock.advanceAsync(90 * second);
    expect(test.starts).toHaveLength(3);
    expect(test.account('acct_number_1')?.unavailableUntil).toBeNull();
  });

  it.each(['0', '1', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'N-09 N-10 waits longer and longer all the same at a server that names the moment %s for hours',
    async (retryAfter) => {
      const test = await running([expired('acct_number_1'), expired('acct_number_2')]);
      test.answer(() => ({ status: 503, headers: { 'retry-after': retryAfter } }));
      await test.clock.advanceAsync(2 * hour);
      expect(test.starts.length).toBeGreaterThan(40);
      expect(test.starts.length).toBeLessThan(160);
      expect(test.account('acct_number_1')?.grant.status).toBe('live');
    },
  );

  it('N-10 makes at most six tries in any hour while a server fails', async () => {
    const test = await running([expired(id)]);
    test.answer(() => ({ status: 502 }));
    await test.clock.advanceAsync(10 * hour);
    const times = test.starts.map((it) => it.at);
    for (const at of times) {
      expect(times.filter((it) => it >= at && it < at + hour).length).toBeLessThanOrEqual(6);
    }
    expect(times.length).toBeGreaterThan(50);
    expect(test.account(id)?.grant.status).toBe('live');
  });

  it.each(['invalid_client', 'unauthorized_client', 'invalid_scope'])(
    'N-11 asks no second time after %s, until the account was edited',
    async (error) => {
      const test = await running([expired(id)]);
      test.answer(() => ({ status: 401, json: { error } }));
      await test.clock.advanceAsync(10 * hour);
      expect(test.starts).toHaveLength(1);
      expect(test.account(id)?.grant.status).toBe('live');
      const { definition } = expired(id).record;
      await test.ask('account.edit', { accountId: id, edit: editOf(definition) });
      await test.clock.advanceAsync(second);
      expect(test.starts).toHaveLength(2);
    },
  );

  it('N-01 tries again at once when the network is back after a failure on the way', async () => {
    const test = await running([expired(id)]);
    test.answer(() => {
      throw new TransportError('unreachable', undefined, true);
    });
    test.connectivity.setOnline(true);
    await test.clock.advanceAsync(16 * second);
    expect(test.starts).toHaveLength(1);
    test.connectivity.setOnline(false);
    await test.clock.advanceAsync(2 * hour);
    const before = test.starts.length;
    test.answer(issued);
    test.connectivity.setOnline(true);
    await test.clock.advanceAsync(40 * second);
    expect(test.starts).toHaveLength(before + 1);
    expect(test.account(id)?.lastProblem).toBeNull();
  });

  it('R-07 leaves an account alone whose newest token set is not saved', async () => {
    const test = await running([expired(id)]);
    test.secrets.failWith('denied', ['put']);
    await test.clock.advanceAsync(5 * hour);
    expect(test.starts).toHaveLength(1);
    test.secrets.failWith(null);
    await test.clock.advanceAsync(2 * minute);
    expect(test.account(id)?.saved).toBe(true);
    expect(test.starts).toHaveLength(2);
  });
});

describe('an account of which a clock that was ahead wrote the times, after a restart under the right one', () => {
  const year = 365 * 24 * hour;
  it.each([24 * hour, year])(
    'T-03 is refreshed within the announced lifetime: %i ms ahead',
    async (ahead) => {
      const times = { issuedAt: testStart + ahead, expiresAt: testStart + ahead + hour };
      const test = await running([holdAccount(id, {}, times)]);
      test.answer(issued);
      await test.clock.advanceAsync(hour);
      expect(test.starts).toHaveLength(1);
    },
  );

  it('T-03 R-16 uses a refresh token that ends unused within its limit', async () => {
    const { definition } = holdAccount(id).record;
    const limited = {
      ...definition,
      refreshInactivityHours: 10,
      automaticRefresh: 'in_use' as const,
    };
    const used = { definition: limited, lastRefreshedAt: testStart + year };
    const test = await running([holdAccount(id, used, { expiresAt: null })]);
    test.answer(issued);
    await test.clock.advanceAsync(10 * hour);
    expect(test.starts).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  it('R-02 presents the same token at once and within 5 s, then needs a sign-in and asks no more', async () => {
    const test = await running([holdAccount(id)]);
    test.answer(({ method }) => {
      if (method === 'GET') return { status: 405 };
      throw new TransportError('unreachable');
    });
    await test.clock.advanceAsync(55 * minute);
    const [first, ...again] = presentationsOf(test);
    expect(again).toHaveLength(2);
    expect((again[0]?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(2_000);
    expect((again[1]?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(5_000);
    expect(test.account(id)).toMatchObject({
      grant: { status: 'refused', error: { code: 'answer_lost' } },
      accessTokenHeld: true,
      refreshTokenHeld: true,
    });
    await test.clock.advanceAsync(24 * hour);
    await test.ask('account.refresh', { accountId: id });
    expect(presentationsOf(test)).toHaveLength(3);
  });

  it('R-02 asks a silent server without a token, and so an outage of hours costs no sign-in', async () => {
    const test = await running([expired(id), expired('acct_other')]);
    let silent = true;
    test.answer((request) => {
      if (silent) throw new TransportError('unreachable');
      return request.method === 'GET' ? { status: 404 } : issued(request);
    });
    await test.clock.advanceAsync(5 * hour);
    expect(presentationsOf(test)).toHaveLength(4);
    expect(test.starts.length).toBeGreaterThan(20);
    expect(test.account(id)?.grant.status).toBe('live');
    silent = false;
    await test.clock.advanceAsync(hour);
    expect(
      presentationsOf(test)
        .slice(4)
        .map((it) => it.token),
    ).toContain(`refresh-of-${id}-0`);
    for (const accountId of [id, 'acct_other']) {
      expect(test.account(accountId)).toMatchObject({
        grant: { status: 'live' },
        lastProblem: null,
      });
    }
  });

  it('R-05 counts a presentation that a crash cut off as one without an answer', async () => {
    const test = await running([expired(id)]);
    test.answer(() => new Promise(() => undefined));
    await test.clock.advanceAsync(20 * second);
    const record = test.accounts.durable().accounts[id];
    expect(record?.unanswered).toEqual({ generation: 1, times: 1 });
    const again = await running([{ ...expired(id), record: record ?? expired(id).record }]);
    again.answer(({ method }) => {
      if (method === 'GET') return { status: 405 };
      throw new TransportError('unreachable');
    });
    await again.clock.advanceAsync(hour);
    expect(presentationsOf(again)).toHaveLength(2);
    expect(again.account(id)?.grant).toMatchObject({ error: { code: 'answer_lost' } });
  });

  it.each([
    ['a request that never left', () => Promise.reject(new TransportError('unreachable', 0, true))],
    ['a page of something in between', () => ({ status: 200, text: '<html>' })],
    ['a server in trouble', () => ({ status: 503 })],
  ])('R-02 N-02 never takes %s for a lost answer', async (_name, answer) => {
    const test = await running([expired(id)]);
    test.answer(answer);
    await test.clock.advanceAsync(5 * hour);
    expect(presentationsOf(test).length).toBeGreaterThan(3);
    expect(test.account(id)?.grant.status).toBe('live');
    expect(test.accounts.read().accounts[id]?.unanswered).toBeNull();
  });

  it('R-02 needs a sign-in only when the server then refuses the token, and keeps the access token', async () => {
    const test = await running([holdAccount(id)]);
    const answers = [
      () => Promise.reject(new TransportError('unreachable')),
      () => ({ status: 400, json: { error: 'invalid_grant' } }),
    ];
    test.answer(() => answers.shift()?.() ?? { status: 500 });
    await test.clock.advanceAsync(55 * minute);
    expect(test.starts).toHaveLength(2);
    expect(test.account(id)?.grant.status).toBe('refused');
    expect(test.account(id)?.accessTokenHeld).toBe(true);
  });

  it('R-02 recovers at a server with a grace window', async () => {
    const test = await running([expired(id)]);
    let lost = 0;
    test.answer((request) => {
      if (request.method === 'GET') return { status: 405 };
      lost += 1;
      return lost <= 2 ? { status: 200, text: '{"access_token":"cut' } : issued(request);
    });
    await test.clock.advanceAsync(30 * second);
    expect(presentationsOf(test).map((it) => it.token)).toEqual(
      Array(3).fill(`refresh-of-${id}-0`),
    );
    expect(test.account(id)?.lastProblem).toBeNull();
  });

  it('R-01 R-02 never presents the older token once the newer one has arrived', async () => {
    const test = await running([expired(id)]);
    test.answer(({ form }) => ({
      json: { refresh_token: `${form.refresh_token}+`, token_type: 'mac' },
    }));
    await test.clock.advanceAsync(5 * minute);
    const tokens = test.starts.map((it) => it.token);
    expect(tokens.length).toBeGreaterThan(1);
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe('many accounts at once', () => {
  const chance = fc.double({ min: 0, max: 0.999, noNaN: true });
  const hundred = Array.from({ length: 100 }, (_, n) =>
    // Expired longest ago first, in an order that is not the one of their names.
    expired(`acct_number_${n}`, ((n * 37) % 100) * minute + second),
  );

  it('R-11 refreshes 100 expired accounts once each: in order of expiry, one a second, two at once', async () => {
    let open = 0;
    let most = 0;
    const test = await running(hundred);
    test.answer(async (request) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((go) => test.clock.after(1_700, go));
      open -= 1;
      return issued(request);
    });
    await test.clock.advanceAsync(5 * minute);
    expect(test.starts).toHaveLength(100);
    expect(most).toBe(2);
    const gaps = test.starts.slice(1).map((it, n) => it.at - (test.starts[n]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    const wanted = hundred
      .toSorted((a, b) => (a.tokens?.expiresAt ?? 0) - (b.tokens?.expiresAt ?? 0))
      .map((it) => `refresh-of-${it.record.accountId}-0`);
    expect(test.starts.map((it) => it.token)).toEqual(wanted);
  });

  const chances = [0, 0.5, 0.999];
  const events = ['a start', 'a wake-up', 'the network’s return'] as const;
  const cases = events.flatMap((event) => chances.map((chance) => [event, chance] as const));

  it.each(cases)(
    'P-12 R-11 recovers 100 expired accounts within 120 s of %s (chance %d): two at once, one a second, one request each',
    async (event, chance) => {
      const test = createTestApp(hundred, { random: () => chance });
      const seen = answerSlowly(test);
      if (event !== 'a start') {
        test.connectivity.setOnline(false);
        await test.app.afterFirstPaint();
        await test.clock.advanceAsync(hour);
        expect(seen.begins).toHaveLength(0);
      }
      const from = test.clock.now().wall;
      test.connectivity.setOnline(true);
      if (event === 'a start') await test.app.afterFirstPaint();
      if (event === 'a wake-up') test.clock.jump(8 * hour);
      await test.clock.advanceAsync(2 * minute);
      const late = test.snapshot().accounts.filter((it) => (it.lastRefreshedAt ?? 0) < from);
      expect(late.map((it) => it.accountId)).toEqual([]);
      expect(seen.begins).toHaveLength(100);
      expect(seen.tokens.size).toBe(100);
      expect(seen.most).toBeLessThanOrEqual(2);
      const gaps = seen.begins.slice(1).map((at, n) => at - (seen.begins[n] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    },
  );

  it.each([minute * 61, 24 * hour, 30 * 24 * hour])(
    'T-02 after a sleep of %i ms the expired account is refreshed once within a minute',
    async (ms) => {
      const test = await running([holdAccount(id)]);
      test.clock.jump(ms);
      await test.clock.advanceAsync(minute);
      expect(test.starts).toHaveLength(1);
    },
  );

  it('T-04 neither a clock set forward nor one set back, over and over, makes a burst', async () => {
    const test = await running(hundred.map((it) => holdAccount(it.record.accountId)));
    for (let round = 0; round < 20; round += 1) {
      test.clock.jump(round % 2 === 0 ? 26 * hour : -26 * hour);
      await test.clock.advanceAsync(40 * second);
    }
    const gaps = test.starts.slice(1).map((it, n) => it.at - (test.starts[n]?.at ?? 0));
    expect(test.starts.length).toBeGreaterThan(0);
    expect(Math.min(...gaps, 1_000)).toBeGreaterThanOrEqual(1_000);
  });

  it('T-02 T-04 R-11 any jumps within 25 hours either way: what has ended is refreshed within a minute, never in a burst', async () => {
    const jumps = fc.array(
      fc.record({
        by: fc.integer({ min: -25 * hour, max: 25 * hour }),
        rest: fc.integer({ min: 0, max: 20 * minute }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const property = fc.asyncProperty(jumps, chance, async (steps, random) => {
      const accounts = hundred.slice(0, 12).map((it) => holdAccount(it.record.accountId));
      const test = createTestApp(accounts, { random: () => random });
      const seen = answerSlowly(test);
      await test.app.afterFirstPaint();
      for (const { by, rest } of steps) {
        test.clock.jump(by);
        await test.clock.advanceAsync(rest);
      }
      await test.clock.advanceAsync(minute);
      const { wall, monotonic } = test.clock.now();
      const ended = test
        .snapshot()
        .accounts.filter(
          ({ access }) => access !== null && remainingMs(access, { wall, monotonic }) === 0,
        );
      expect(ended).toEqual([]);
      expect(seen.most).toBeLessThanOrEqual(2);
      expect(seen.tokens.size).toBe(seen.begins.length);
      const gaps = seen.begins.slice(1).map((at, n) => at - (seen.begins[n] ?? 0));
      // The clock is not whole: a second of it is now and then 999.9999999999964 ms.
      expect(Math.round(Math.min(...gaps, 1_000))).toBeGreaterThanOrEqual(1_000);
    });
    // Here a wait was a fraction of a millisecond that no clock could be moved on by.
    const endless = [
      { by: -44388950, rest: 472636 },
      { by: -51589590, rest: 971211 },
      { by: -80263380, rest: 806894 },
      { by: 6, rest: 89064 },
      { by: 89999997, rest: 1146785 },
      { by: -57960947, rest: 884284 },
    ];
    await fc.assert(property, { numRuns: 15, examples: [[endless, 6.64040781559962e-13]] });
  });

  it('T-04 a clock set back puts no refresh off', async () => {
    const test = await running([holdAccount(id)]);
    test.clock.jump(-24 * hour);
    await test.clock.advanceAsync(55 * minute);
    expect(test.starts).toHaveLength(1);
  });
});

/** Answers after a second and a half, and counts. */
function answerSlowly(test: TestApp) {
  const seen = { open: 0, most: 0, begins: [] as number[], tokens: new Set<string>() };
  test.transport.answerWith(async (request) => {
    seen.open += 1;
    seen.most = Math.max(seen.most, seen.open);
    seen.begins.push(test.clock.now().monotonic);
    seen.tokens.add(request.form.refresh_token ?? '');
    await new Promise<void>((go) => test.clock.after(1_500, go));
    seen.open -= 1;
    return issued(request);
  });
  return seen;
}

/** Answers when the schedule says so; a request ends with its answer or when it is aborted. */
function scheduledServer(s: fc.Scheduler) {
  const open = new Map<string, number>();
  const seen = { overlaps: 0, requests: 0 };
  const transport: Transport = async (_url, { body, signal }) => {
    if (body === null) return new Response(null, { status: 405 });
    const token = new URLSearchParams(body ?? '').get('refresh_token') ?? '';
    const account = /acct_number_\d/.exec(token)?.[0] ?? '';
    const change = (by: number): number => {
      open.set(account, (open.get(account) ?? 0) + by);
      return open.get(account) ?? 0;
    };
    seen.requests += 1;
    if (change(1) > 1) seen.overlaps += 1;
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new TransportError('aborted')));
    });
    try {
      await Promise.race([s.schedule(Promise.resolve()), aborted]);
    } finally {
      change(-1);
    }
    return Response.json({
      access_token: `access-after-${token}`,
      refresh_token: `${token}+`,
      token_type: 'Bearer',
      expires_in: 3600,
    });
  };
  return { transport, seen };
}

type Step = 'row' | 'all' | 'copy' | 'jump' | 'time';

async function takeStep(test: TestApp, step: Step): Promise<unknown> {
  const accountId = 'acct_number_1';
  if (step === 'row') return test.ask('account.refresh', { accountId });
  if (step === 'all') return test.ask('account.refresh_all', {});
  if (step === 'copy') return test.ask('account.copy', { accountId, form: 'token' });
  if (step === 'jump') return test.clock.jump(2 * hour);
  return test.clock.advanceAsync(31 * second);
}

it('R-08 never refreshes one account twice at once, whoever asks and in whatever order answers come', async () => {
  const steps = fc.array(fc.constantFrom<Step>('row', 'all', 'copy', 'jump', 'time'), {
    minLength: 1,
    maxLength: 12,
  });
  let requests = 0;
  const property = fc.asyncProperty(fc.scheduler(), steps, async (s, taken) => {
    const { transport, seen } = scheduledServer(s);
    const held = ['acct_number_1', 'acct_number_2'].map((it) => expired(it));
    const test = createTestApp(held, { transport });
    await test.app.afterFirstPaint();
    const asked: Promise<unknown>[] = [];
    for (const step of taken) {
      const done = takeStep(test, step);
      asked.push(done);
      if (step === 'time') await done;
      if (s.count() > 0) await s.waitOne();
    }
    let isDone = false;
    void Promise.all(asked).then(() => {
      isDone = true;
    });
    while (!isDone) {
      if (s.count() > 0) await s.waitOne();
      await test.clock.advanceAsync(second);
    }
    requests += seen.requests;
    expect(seen.overlaps).toBe(0);
  });
  await fc.assert(property, { numRuns: 100 });
  expect(requests).toBeGreaterThan(100);
});
