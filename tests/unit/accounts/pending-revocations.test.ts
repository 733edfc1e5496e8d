/** Revocations that nobody answered: asked again by themselves, over restarts, and given up in plain words. */
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { createFakeAccountStore, emptyAccountsFile } from '../../fixtures/fake-account-store.ts';
import type { FakeClock } from '../../fixtures/fake-clock.ts';
import {
  createTestApp,
  type HeldAccount,
  holdAccount,
  testStart,
} from '../../fixtures/test-app.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const id = 'acct_orders_api';

const waiting = (since = testStart): HeldAccount =>
  holdAccount(id, {
    grant: { status: 'revocation_pending', at: since, outcomes: [], attempts: 1, nextTryAt: null },
  });

async function running(held: HeldAccount) {
  const test = createTestApp([held]);
  const revocations = () => test.transport.sent.filter(({ url }) => url.endsWith('/revoke'));
  const grant = () => test.account(id)?.grant;
  test.transport.answerWith(() => ({ status: 503 }));
  await test.app.afterFirstPaint();
  return { ...test, revocations, grant };
}

/** Takes longer than the plan does to see that a revocation is pending, and then asks for half an hour. */
const slowDown = (clock: FakeClock) => async () => {
  await new Promise<void>((go) => clock.after(1_000, go));
  return { status: 503, headers: { 'retry-after': '1800' } };
};

describe('a pending revocation', () => {
  it('N-12 is asked for again after a restart, and ends when the server answers', async () => {
    const test = await running(waiting());
    test.transport.answerWith(() => ({ status: 200 }));
    await test.clock.advanceAsync(minute);
    expect(test.grant()).toMatchObject({ status: 'revoked' });
    expect(test.revocations()).toHaveLength(2);
  });

  it('O-38 waits as long as the server asks (RFC 9110 section 10.2.3)', async () => {
    const test = await running(waiting());
    test.transport.answerWith(() => ({ status: 503, headers: { 'retry-after': '1800' } }));
    await test.clock.advanceAsync(minute);
    const asked = test.revocations().length;
    expect(asked).toBeGreaterThan(0);
    await test.clock.advanceAsync(25 * minute);
    expect(test.revocations()).toHaveLength(asked);
    await test.clock.advanceAsync(6 * minute);
    expect(test.revocations().length).toBeGreaterThan(asked);
  });

  it.each(['0', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Wed, 31 Dec 2025 23:59:59 GMT'])(
    'N-12 waits longer and longer all the same at a server that names the moment %s',
    async (retryAfter) => {
      const test = await running(waiting());
      test.transport.answerWith(() => ({ status: 503, headers: { 'retry-after': retryAfter } }));
      await test.clock.advanceAsync(60 * minute);
      expect(test.revocations().length / 2).toBeLessThanOrEqual(9);
      expect(test.grant()).toMatchObject({ status: 'revocation_pending' });
    },
  );

  it.each(['315360000', '99999999999999999999', 'Fri, 31 Dec 2099 23:59:59 GMT'])(
    'N-12 asks again within hours also where a server names a moment years ahead, as %s',
    async (retryAfter) => {
      const test = await running(waiting());
      test.transport.answerWith(() => ({ status: 503, headers: { 'retry-after': retryAfter } }));
      await test.clock.advanceAsync(minute);
      test.transport.answerWith(() => ({ status: 200 }));
      await test.clock.advanceAsync(61 * minute);
      expect(test.grant()).toMatchObject({ status: 'revoked' });
    },
  );

  it('O-38 leaves an attempt that is under way alone, and then waits as long as the server asked', async () => {
    const test = await running(holdAccount(id));
    await test.clock.advanceAsync(minute);
    test.transport.answerWith(slowDown(test.clock));
    const asked = test.ask('account.revoke', { accountId: id });
    await test.clock.advanceAsync(minute);
    expect(await asked).toMatchObject({ ok: true });
    expect(test.revocations()).toHaveLength(2);
    expect(test.grant()).toMatchObject({ status: 'revocation_pending', attempts: 1 });
    await test.clock.advanceAsync(30 * minute);
    expect(test.grant()).toMatchObject({ status: 'revocation_pending', attempts: 2 });
  });

  it.each([
    ['was answered', 5_500],
    ['is under way', 14_500],
  ])(
    'O-38 asks nothing when its turn comes while a person’s own attempt %s',
    async (_when, askedAfterMs) => {
      const { grant } = waiting().record;
      const test = createTestApp(
        Array.from({ length: 12 }, (_, n) => holdAccount(`acct_many_${n}`, { grant })),
      );
      test.transport.answerWith(slowDown(test.clock));
      await test.app.afterFirstPaint();
      await test.clock.advanceAsync(askedAfterMs);
      const asked = test.ask('account.revoke', { accountId: 'acct_many_11' });
      await test.clock.advanceAsync(10 * minute);
      expect(await asked).toMatchObject({ ok: true });
      expect(test.transport.sent.filter(({ url }) => url.endsWith('/revoke'))).toHaveLength(24);
      expect(test.account('acct_many_11')?.grant).toMatchObject({ attempts: 2 });
    },
  );

  it('N-12 waits longer and longer, and shows how often it tried and when it tries next', async () => {
    const test = await running(waiting());
    await test.clock.advanceAsync(60 * minute);
    const attempts = test.revocations().length / 2;
    expect(attempts).toBeGreaterThanOrEqual(5);
    expect(attempts).toBeLessThanOrEqual(9);
    expect(test.grant()).toMatchObject({ status: 'revocation_pending', attempts: attempts + 1 });
    const grant = test.grant();
    if (grant?.status !== 'revocation_pending') throw new Error('not pending');
    expect(grant.nextTryAt).toBeGreaterThan(test.clock.now().wall);
  });

  it('N-12 is given up after seven days, kept, and said to be not revoked', async () => {
    const test = await running(waiting(testStart - 7 * day));
    await test.clock.advanceAsync(minute);
    expect(test.grant()).toMatchObject({ status: 'not_revoked' });
    expect(test.account(id)).toMatchObject({
      refreshTokenHeld: true,
      lastProblem: { error: { code: 'revocation_given_up' } },
    });
    expect(await test.audit.latestOf(id, 1)).toMatchObject([
      { event: 'revoke', outcome: 'failed', code: 'revocation_given_up', verdict: 'not_revoked' },
    ]);
    const asked = test.revocations().length;
    await test.clock.advanceAsync(day);
    expect(test.revocations()).toHaveLength(asked);
  });

  it('K-12 asks nothing of a locked keychain, and counts no try', async () => {
    const test = await running(waiting());
    test.secrets.failWith('locked');
    await test.app.afterFirstPaint();
    const grant = test.grant();
    test.secrets.calls.length = 0;
    await test.clock.advanceAsync(60 * minute);
    expect(test.secrets.calls).toEqual([]);
    expect(test.grant()).toEqual(grant);
  });

  it('is tried soon after the network is back', async () => {
    const test = await running(waiting());
    test.transport.answerWith(() => {
      throw new TransportError('unreachable');
    });
    await test.clock.advanceAsync(30 * minute);
    test.transport.answerWith(() => ({ status: 200 }));
    test.clock.jump(minute);
    await test.clock.advanceAsync(minute);
    expect(test.grant()).toMatchObject({ status: 'revoked' });
  });

  it('brings all of them forward in one change of the list, since thousands would stop the app', async () => {
    const { grant } = waiting().record;
    const pending = { ...grant, nextTryAt: testStart + 60 * minute } as typeof grant;
    const held = Array.from({ length: 50 }, (_, n) =>
      holdAccount(`acct_many_${n}`, { grant: pending }),
    );
    const file = Object.fromEntries(held.map(({ record }) => [record.accountId, record]));
    const store = createFakeAccountStore({ ...emptyAccountsFile, accounts: file });
    let writes = 0;
    const write: typeof store.write = (next) => {
      writes += 1;
      store.write(next);
    };
    const test = createTestApp(held, { accounts: { ...store, write } });
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(0);
    writes = 0;
    test.clock.jump(minute);
    expect(writes).toBe(1);
    expect(test.account('acct_many_49')?.grant).toMatchObject({
      nextTryAt: testStart + 5_000,
    });
  });

  it('is not put off for years by a clock that was set back', async () => {
    const held = waiting();
    const far = {
      ...held.record,
      grant: { ...held.record.grant, nextTryAt: testStart + 365 * day },
    };
    const test = await running({ ...held, record: far as typeof held.record });
    test.transport.answerWith(() => ({ status: 200 }));
    await test.clock.advanceAsync(minute);
    expect(test.grant()).toMatchObject({ status: 'revoked' });
  });

  it('N-12 counts its seven days from now where the clock was ahead when it began', async () => {
    const test = await running(waiting(testStart + 365 * day));
    await test.clock.advanceAsync(minute);
    expect(test.grant()).toMatchObject({ status: 'revocation_pending' });
    await test.clock.advanceAsync(8 * day);
    expect(test.grant()).toMatchObject({ status: 'not_revoked' });
  });
});
