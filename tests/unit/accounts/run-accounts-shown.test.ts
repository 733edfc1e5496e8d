/** What the list shows of an account while a revocation of many has yet to end it. */
import { expect, it } from 'vitest';
import { statusOf } from '../../../shared/status.ts';
import { createTestApp, type HeldAccount, holdAccount } from '../../fixtures/test-app.ts';

type TestApp = ReturnType<typeof createTestApp>;

const held = ['acct_one', 'acct_two', 'acct_three'].map((id) => holdAccount(id));

/** The server's word on the grant is one that waits for a person. */
const refused: HeldAccount = {
  ...holdAccount('acct_refused'),
  record: {
    ...holdAccount('acct_refused').record,
    grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
  },
};

const panic = (test: TestApp, accounts: readonly HeldAccount[]) =>
  test.ask('run.start', {
    kind: 'panic',
    accountIds: accounts.map(({ record }) => record.accountId),
    confirmation: { kind: 'held' },
  });
const statuses = (test: TestApp): readonly string[] =>
  test.snapshot().accounts.map((it) => statusOf(it, test.clock.now()));

async function finished(test: TestApp): Promise<void> {
  for (let turn = 0; turn < 500 && test.snapshot().run?.finishedAt == null; turn += 1) {
    await test.clock.advanceAsync(20);
  }
}

it('shows every account of a panic as revoking until both its tokens were asked for, and none as one that needs a person', async () => {
  const accounts = [...held, refused];
  const test = createTestApp(accounts);
  const seen: string[] = [];
  test.transport.answerWith(() => {
    const done = test.snapshot().run?.accounts.filter((it) => it.state === 'done').length ?? 0;
    const open = statuses(test).filter((it) => it !== 'revoked');
    expect(open.length).toBeGreaterThanOrEqual(accounts.length - done);
    seen.push(...open);
    return { status: 200 };
  });
  await panic(test, accounts);
  await finished(test);
  expect(test.transport.sent).toHaveLength(8);
  expect(new Set(seen)).toEqual(new Set(['revoking']));
  expect(statuses(test)).toEqual(accounts.map(() => 'revoked'));
});

it('shows an account of a run as pending once its server has decided nothing', async () => {
  const test = createTestApp(held);
  test.transport.answerWith(() => ({ status: 503 }));
  await panic(test, held);
  await finished(test);
  expect(statuses(test)).toEqual(held.map(() => 'revocation_pending'));
  expect(test.snapshot().accounts.map((it) => it.operation)).toEqual(held.map(() => 'idle'));
});

it('shows an account that a stopped run never came to as it was', async () => {
  const test = createTestApp(held);
  test.secrets.failWith('locked', ['get']);
  await panic(test, held);
  await test.clock.advanceAsync(20);
  expect(statuses(test)).toEqual(held.map(() => 'revoking'));
  await test.ask('run.stop', {});
  await finished(test);
  expect(statuses(test)).toEqual(held.map(() => 'active'));
});
