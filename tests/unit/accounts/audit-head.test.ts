/** The head of the audit log in the keychain: it follows, it never goes back, and it asks no locked keychain. */
import { describe, expect, it } from 'vitest';
import { auditHeadItem } from '../../../electron/accounts/audit-head.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
type TestApp = ReturnType<typeof createTestApp>;

const headOf = (test: TestApp): unknown => {
  const item = test.secrets.items.get(auditHeadItem);
  return item === undefined ? null : JSON.parse(item);
};

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
