/** The head of the audit log in the keychain: it follows, it never goes back, and it asks no locked keychain. */
import { describe, expect, it } from 'vitest';
import { auditHeadItem } from '../../../electron/accounts/audit-head.ts';
import { AppError } from '../../../electron/app-error.ts';
import type { AuditLog } from '../../../electron/ports.ts';
import type { AuditCheck } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeAuditLog } from '../../fixtures/fake-audit-log.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
type TestApp = ReturnType<typeof createTestApp>;

const headOf = (test: TestApp): unknown => {
  const item = test.secrets.items.get(auditHeadItem);
  return item === undefined ? null : JSON.parse(item);
};

async function verified(test: TestApp): Promise<AuditCheck> {
  const answer = await test.ask('audit.verify', {});
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function revoked() {
  const test = createTestApp([holdAccount(id)]);
  test.transport.answerWith(() => ({ status: 200 }));
  await test.app.afterFirstPaint();
  await test.ask('account.revoke', { accountId: id });
  return test;
}

describe('the head of the audit log', () => {
  it('D-08 follows the end of a token at once', async () => {
    const test = await revoked();
    await test.clock.advanceAsync(1);
    expect(headOf(test)).toMatchObject({ count: test.audit.entries.length });
  });

  it('D-08 follows everyday lines within seconds, and all of them in one write', async () => {
    const test = createTestApp([holdAccount(id)]);
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(1);
    test.secrets.calls.length = 0;
    for (let index = 0; index < 5; index += 1) {
      await test.ask('account.copy', { accountId: id, form: 'token' });
    }
    await test.clock.advanceAsync(5_000);
    expect(headOf(test)).toMatchObject({ count: 5 });
    expect(test.secrets.calls.filter((it) => it === `put ${auditHeadItem}`)).toHaveLength(1);
  });

  it('D-08 shows a log whose end is gone, and never learns to take it for whole', async () => {
    const test = await revoked();
    await test.clock.advanceAsync(1);
    const before = headOf(test);
    test.audit.entries.length = 1;
    await test.ask('account.edit', {
      accountId: id,
      edit: {
        label: 'Renamed',
        tags: [],
        environment: 'none',
        scope: '',
        redirectPort: null,
        redirectHost: '127.0.0.1',
        extraParameters: {},
      },
    });
    await test.clock.advanceAsync(10_000);
    expect(headOf(test)).toEqual(before);
    expect(await test.ask('audit.verify', {})).toMatchObject({
      value: { broken: { fault: 'cut' } },
    });
  });

  it('D-08 says of a first run that the keychain never held a head, and then follows', async () => {
    const test = createTestApp([holdAccount(id)]);
    await test.app.afterFirstPaint();
    expect(await verified(test)).toMatchObject({ lines: 0, head: 'never', since: null });
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.clock.advanceAsync(1);
    expect(await verified(test)).toMatchObject({ lines: 1, head: 'matches', since: 1 });
    expect(test.accounts.read().auditHeadKept).toBe(true);
  });

  type Spoil = (test: TestApp) => void;
  const remove: Spoil = ({ secrets }) => void secrets.items.delete(auditHeadItem);
  const overwrite: Spoil = ({ secrets }) => void secrets.items.set(auditHeadItem, '{"v":1}');
  const corrupt: Spoil = ({ secrets }) => secrets.corrupt(auditHeadItem);

  it.each([
    ['missing', remove],
    ['damaged', overwrite],
    ['damaged', corrupt],
  ] as const)(
    'D-08 says that the head is %s, and never takes it for a first run',
    async (head, spoil) => {
      const test = await revoked();
      await test.clock.advanceAsync(1);
      spoil(test);
      expect(await verified(test)).toMatchObject({ head, since: null, broken: null });
    },
  );

  it('D-08 does not vouch for lines from before a head that was lost, also after it holds one again', async () => {
    const before = await revoked();
    await before.clock.advanceAsync(1);
    const lines = before.audit.entries.length;
    const audit = before.audit;
    const accounts = before.accounts;
    const test: TestApp = createTestApp([], { audit, accounts });
    await test.app.afterFirstPaint();
    await test.clock.advanceAsync(10_000);
    expect(headOf(test)).toMatchObject({ count: lines, since: lines, anew: true });
    expect(await verified(test)).toMatchObject({ head: 'anew', since: lines, broken: null });
    await audit.append(makeAuditFacts());
    const later: TestApp = createTestApp([], { audit, accounts });
    later.secrets.items.set(auditHeadItem, test.secrets.items.get(auditHeadItem) ?? '');
    await later.app.afterFirstPaint();
    await later.clock.advanceAsync(10_000);
    expect(headOf(later)).toMatchObject({ count: lines + 1, since: lines, anew: true });
  });

  it('D-08 follows a line that comes while the log is asked where it stands', async () => {
    const audit = createFakeAuditLog({ clock: createFakeClock() });
    let comesMeanwhile = async (): Promise<void> => undefined;
    const head: AuditLog['head'] = async (since) => {
      const found = await audit.head(since);
      await comesMeanwhile();
      return found;
    };
    const test: TestApp = createTestApp([holdAccount(id)], { audit: { ...audit, head } });
    await test.app.afterFirstPaint();
    comesMeanwhile = async () => {
      comesMeanwhile = async () => undefined;
      await test.ask('account.copy', { accountId: id, form: 'token' });
    };
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.clock.advanceAsync(5_000);
    expect(audit.entries).toHaveLength(2);
    expect(headOf(test)).toMatchObject({ count: 2 });
  });

  it('D-08 still knows while it runs what the keychain has lost, and puts it back', async () => {
    const test = await revoked();
    await test.clock.advanceAsync(1);
    test.secrets.items.delete(auditHeadItem);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    await test.ask('account.remove', { accountId: id });
    await test.clock.advanceAsync(5_000);
    expect(headOf(test)).toMatchObject({ count: test.audit.entries.length, anew: false });
  });

  it('K-12 waits for a locked keychain, and says that it could not compare', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.secrets.failWith('locked');
    await test.app.afterFirstPaint();
    test.secrets.calls.length = 0;
    await test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(10_000);
    expect(test.secrets.calls.filter((it) => it.includes(auditHeadItem))).toEqual([]);
    expect(await test.ask('audit.verify', {})).toMatchObject({ value: { head: 'unavailable' } });
    test.secrets.failWith(null);
    await test.ask('keychain.retry', {});
    await test.clock.advanceAsync(1);
    expect(headOf(test)).toMatchObject({ count: test.audit.entries.length });
  });
});

it('D-08 shows an account’s details without its lines where the log cannot be read', async () => {
  const audit = createFakeAuditLog({ clock: createFakeClock() });
  const latestOf: AuditLog['latestOf'] = async () => {
    throw new AppError('log_unreadable');
  };
  const test: TestApp = createTestApp([holdAccount(id)], { audit: { ...audit, latestOf } });
  expect(await test.ask('account.details', { accountId: id })).toMatchObject({
    value: { audit: null },
  });
  expect(test.logger.lines.map(({ event }) => event)).toContain('details.audit');
});
