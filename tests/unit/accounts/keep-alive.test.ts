/** Refresh tokens that end unused, in the real composition: used in time, over restarts and long sleeps. */
import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../electron/account-record.ts';
import type { HeldTokens } from '../../../electron/accounts/stored-grant.ts';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  testStart,
} from '../../fixtures/test-app.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const id = 'acct_orders_api';

type Facts = {
  readonly definition?: Partial<AccountDefinition>;
  readonly record?: Partial<AccountRecord>;
  readonly tokens?: Partial<HeldTokens>;
};

/** Ten hours without use are its limit, unless told otherwise; nobody has ever copied it. */
function held({ definition = {}, record = {}, tokens = {} }: Facts = {}, accountId = id) {
  const account = holdAccount(accountId, record, tokens);
  const limits = { automaticRefresh: 'in_use', refreshInactivityHours: 10 } as const;
  return {
    ...account,
    record: {
      ...account.record,
      definition: { ...account.record.definition, ...limits, ...definition },
    },
  } satisfies HeldAccount;
}

const expiredFor = (ms: number): Partial<HeldTokens> => ({
  issuedAt: testStart - ms - hour,
  expiresAt: testStart - ms,
});

async function running(accounts: readonly HeldAccount[]) {
  const test = createTestApp(accounts);
  const starts: { readonly at: number; readonly token: string }[] = [];
  test.transport.answerWith(({ form }) => {
    starts.push({ at: test.clock.now().wall - testStart, token: form.refresh_token ?? '' });
    return {
      json: {
        access_token: 'access-new',
        refresh_token: `${form.refresh_token}+`,
        token_type: 'Bearer',
        expires_in: 3600,
      },
    };
  });
  await test.app.afterFirstPaint();
  return { ...test, starts };
}

describe('a refresh token that ends unused', () => {
  it('R-16 is used before its limit passes although nobody copied anything, again and again', async () => {
    const test = await running([held()]);
    await test.clock.advanceAsync(10 * minute);
    expect(test.account(id)?.nextRefresh?.at).toBeLessThanOrEqual(testStart + 8 * hour);
    await test.clock.advanceAsync(49 * hour);
    expect(test.starts.length).toBe(6);
    const gaps = test.starts.map((it, n) => it.at - (test.starts[n - 1]?.at ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(8 * hour + minute);
    expect(Math.min(...gaps)).toBeGreaterThan(7.9 * hour);
    expect(test.browser.opened).toHaveLength(0);
  });

  it('R-16 counts from the last refresh, which a copy or a button may have made', async () => {
    const test = await running([held()]);
    await test.clock.advanceAsync(7 * hour);
    await test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(7.9 * hour);
    expect(test.starts).toHaveLength(1);
    await test.clock.advanceAsync(10 * minute);
    expect(test.starts).toHaveLength(2);
  });

  it.each([
    ['tells no end of its access tokens', null],
    ['gives tokens that live a minute', testStart + minute],
  ])('R-16 is used in time also where the server %s', async (_name, expiresAt) => {
    const test = await running([
      held({ definition: { automaticRefresh: 'on' }, tokens: { expiresAt } }),
    ]);
    await test.clock.advanceAsync(7.9 * hour);
    expect(test.starts).toHaveLength(0);
    await test.clock.advanceAsync(10 * minute);
    expect(test.starts).toHaveLength(1);
  });

  it.each([
    ['the account', { automaticRefresh: 'off' } as const, true],
    ['the whole app', {}, false],
  ])('R-16 is left alone where refreshing is off for %s, and its end is told', async (...args) => {
    const [, definition, automaticRefresh] = args;
    const test = await running([held({ definition })]);
    await test.ask('settings.update', { automaticRefresh });
    await test.clock.advanceAsync(30 * hour);
    expect(test.starts).toHaveLength(0);
    expect(test.account(id)?.refreshEnd).toMatchObject({
      expiresAt: testStart + 10 * hour,
      saidBy: 'account',
    });
  });

  it('R-16 overdue at a start is used at once, before accounts whose tokens merely ended', async () => {
    const others = Array.from({ length: 20 }, (_, n) =>
      held(
        {
          definition: { automaticRefresh: 'on', refreshInactivityHours: null },
          tokens: expiredFor(2 * day + n * minute),
        },
        `acct_number_${n}`,
      ),
    );
    const test = await running([...others, held({ tokens: expiredFor(8.5 * hour) })]);
    await test.clock.advanceAsync(31_000);
    expect(test.starts[0]?.token).toBe(`refresh-of-${id}-0`);
    await test.clock.advanceAsync(minute);
    expect(test.starts).toHaveLength(21);
  });

  it('R-16 counts over a restart from what is stored', async () => {
    const test = await running([
      held({
        tokens: expiredFor(20 * hour),
        record: { lastRefreshedAt: testStart - 5 * hour },
      }),
    ]);
    await test.clock.advanceAsync(2.9 * hour);
    expect(test.starts).toHaveLength(0);
    await test.clock.advanceAsync(10 * minute);
    expect(test.starts).toHaveLength(1);
  });

  it.each([9 * hour, 30 * day])('R-16 after a sleep of %i ms is used once', async (ms) => {
    const test = await running([held()]);
    test.clock.jump(ms);
    await test.clock.advanceAsync(minute);
    expect(test.starts).toHaveLength(1);
  });

  it('R-16 is tried once when its limit has passed, and the server decides', async () => {
    const test = await running([held({ tokens: expiredFor(30 * day) })]);
    let asked = 0;
    test.transport.answerWith(() => {
      asked += 1;
      return { status: 400, json: { error: 'invalid_grant' } };
    });
    await test.clock.advanceAsync(20 * hour);
    expect(asked).toBe(1);
    expect(test.account(id)?.grant.status).toBe('refused');
  });

  it('R-16 is not put off by a clock that is set back', async () => {
    const test = await running([held()]);
    test.clock.jump(-25 * hour);
    await test.clock.advanceAsync(8 * hour);
    expect(test.starts).toHaveLength(1);
  });
});

describe('the end of a refresh token', () => {
  const told = { refreshExpiresAt: testStart + 30 * day };

  it('O-52 is what the server said, before what the account says', async () => {
    const test = await running([held({ tokens: told })]);
    expect(test.account(id)?.refreshEnd).toMatchObject({
      expiresAt: testStart + 30 * day,
      saidBy: 'server',
    });
    expect(test.account(id)?.refreshUnused?.expiresAt).toBe(testStart + 10 * hour);
  });

  it('O-52 is unknown where nobody said anything, and where no refresh token is held', async () => {
    const silent = held({ definition: { refreshInactivityHours: null } });
    const without = held({ tokens: { refreshToken: null } }, 'acct_without_one');
    const test = await running([silent, without]);
    expect(test.account(id)?.refreshEnd).toBeNull();
    expect(test.account('acct_without_one')?.refreshEnd).toBeNull();
    expect(test.account('acct_without_one')?.refreshUnused).toBeNull();
  });

  it('O-52 what the server said is shown and never acted on', async () => {
    const definition = { refreshInactivityHours: null } as const;
    const test = await running([
      held({ definition, tokens: { refreshExpiresAt: testStart + hour, expiresAt: null } }),
    ]);
    await test.clock.advanceAsync(3 * hour);
    expect(test.starts).toHaveLength(0);
  });
});

describe('what is usual for a provider', () => {
  const quiet = { automaticRefresh: 'in_use', refreshInactivityHours: null } as const;

  it('R-16 keeps its refresh tokens alive where neither the server nor the person said anything', async () => {
    const test = await running([held({ definition: { ...quiet, provider: 'box' } })]);
    expect(test.account(id)?.refreshEnd).toMatchObject({
      expiresAt: testStart + 60 * day,
      saidBy: 'preset',
    });
    test.clock.jump(49 * day);
    await test.clock.advanceAsync(minute);
    expect(test.starts).toHaveLength(1);
    expect(test.account(id)?.refreshEnd?.expiresAt).toBeGreaterThan(testStart + 108 * day);
  });

  it('O-52 gives way to what the person says, and that to what the server said', async () => {
    const own = { ...quiet, provider: 'box', refreshInactivityHours: 24 } as const;
    const tokens = { refreshExpiresAt: testStart + 3 * day };
    const other = 'acct_number_2';
    const test = await running([
      held({ definition: own }),
      held({ definition: own, tokens }, other),
    ]);
    expect(test.account(id)?.refreshEnd).toMatchObject({
      expiresAt: testStart + day,
      saidBy: 'account',
    });
    expect(test.account(other)?.refreshEnd).toMatchObject({
      expiresAt: testStart + 3 * day,
      saidBy: 'server',
    });
  });

  it('O-52 ends a grant after its fixed time however often it is used, counted from the sign-in', async () => {
    const definition = { ...quiet, provider: 'atlassian' } as const;
    const endOf = async (signedInAt: number | null) => {
      const test = await running([held({ definition, record: { signedInAt } })]);
      return (test.account(id)?.refreshEnd?.expiresAt ?? 0) - testStart;
    };
    expect(await endOf(testStart - 300 * day)).toBe(65 * day);
    expect(await endOf(testStart - 10 * day)).toBe(90 * day);
    expect(await endOf(null)).toBe(90 * day);
  });
});

describe('a minimum time left for one account', () => {
  it('T-07 refreshes earlier by itself, and before a copy', async () => {
    const definition = { automaticRefresh: 'on', minimumLeftSeconds: 1500 } as const;
    const test = await running([held({ definition })]);
    await test.clock.advanceAsync(36 * minute);
    expect(test.starts).toHaveLength(1);
    expect(test.starts[0]?.at).toBeGreaterThan(34 * minute);

    const manual = await running([
      held({ definition: { ...definition, automaticRefresh: 'off' } }),
    ]);
    await manual.clock.advanceAsync(34 * minute);
    await manual.ask('account.copy', { accountId: id, form: 'token' });
    expect(manual.starts).toHaveLength(0);
    await manual.clock.advanceAsync(2 * minute);
    await manual.ask('account.copy', { accountId: id, form: 'token' });
    expect(manual.starts).toHaveLength(1);
  });

  it('T-07 never lowers what the app asks for before a copy', async () => {
    const definition = { automaticRefresh: 'off', minimumLeftSeconds: 0 } as const;
    const test = await running([held({ definition })]);
    await test.clock.advanceAsync(hour - 29_000);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    expect(test.starts).toHaveLength(1);
  });

  it('T-07 longer than the lifetime is no loop: one refresh in half a lifetime, and copies between cost none', async () => {
    const definition = { automaticRefresh: 'on', minimumLeftSeconds: 86_400 } as const;
    const test = await running([held({ definition })]);
    await test.clock.advanceAsync(10 * hour + minute);
    expect(test.starts).toHaveLength(20);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    expect(test.starts).toHaveLength(20);
  });
});
