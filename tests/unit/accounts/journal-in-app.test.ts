import { describe, expect, it } from 'vitest';
import { auditHeadItem } from '../../../electron/accounts/audit-head.ts';
import { journalKeyItem } from '../../../electron/accounts/journal-key.ts';
import { createFakeAccountStore } from '../../fixtures/fake-account-store.ts';
import { createFakeSecretStore, type FakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import {
  createFakeTokenJournal,
  type FakeTokenJournal,
} from '../../fixtures/fake-token-journal.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const other = 'acct_other';
const drainMs = 100;
const issued = (n: number) => ({
  json: {
    access_token: `access-new-${n}`,
    refresh_token: `refresh-new-${n}`,
    token_type: 'Bearer',
    expires_in: 7200,
  },
});

type TestApp = ReturnType<typeof createTestApp>;

/** The first refresh goes to the keychain and makes the key; everything after it goes to the journal. */
async function warmUp(test: TestApp): Promise<TestApp> {
  test.transport.answerWith(() => issued(0));
  await test.app.afterFirstPaint();
  await test.ask('account.refresh', { accountId: other });
  await test.clock.advanceAsync(drainMs);
  return test;
}

/** What the next process finds in the keychain. */
function sameKeychain(test: TestApp): FakeSecretStore {
  const secrets = createFakeSecretStore();
  for (const [item, text] of test.secrets.items) secrets.items.set(item, text);
  return secrets;
}

function setUp() {
  const journal = createFakeTokenJournal();
  const test = createTestApp([holdAccount(id), holdAccount(other)], { journal });
  return { test, journal };
}

const sealedIn = (journal: FakeTokenJournal): readonly string[] =>
  journal.lines().map((it) => it.sealed);

describe('the app with a journal', () => {
  it('R-05 shows and uses what was refreshed just before a crash, from before the metadata knew', async () => {
    const journal = createFakeTokenJournal();
    const first = createTestApp([holdAccount(id), holdAccount(other)], { journal });
    await warmUp(first);
    const before = first.accounts.read();
    first.transport.answerWith(() => issued(1));
    await first.ask('account.refresh', { accountId: id });
    expect(first.secrets.items.get(id)).toContain(`refresh-of-${id}-0`);

    const accounts = createFakeAccountStore(before);
    const secrets = sameKeychain(first);
    const second = createTestApp([], { journal, accounts, secrets });
    await second.app.afterFirstPaint();
    await second.clock.advanceAsync(drainMs);
    expect(secrets.items.get(id)).toContain('refresh-new-1');
    expect(second.account(id)?.access?.expiresAt).toBe(testStart + drainMs + 7_200_000);
    second.transport.answerWith(() => issued(2));
    await second.ask('account.refresh', { accountId: id });
    expect(second.transport.sent.at(-1)?.form.refresh_token).toBe('refresh-new-1');
  });

  it('reads one item beside the probe at its start, whatever is in the journal', async () => {
    const journal = createFakeTokenJournal();
    const first = createTestApp([holdAccount(id), holdAccount(other)], { journal });
    await warmUp(first);
    for (const accountId of [id, other]) await first.ask('account.refresh', { accountId });
    const accounts = createFakeAccountStore(first.accounts.durable());
    const secrets = sameKeychain(first);
    const letGo = secrets.hold();
    const second = createTestApp([], { journal, accounts, secrets });
    void second.app.afterFirstPaint();
    await second.clock.advanceAsync(0);
    expect(secrets.calls).toEqual([`get ${journalKeyItem}`]);
    letGo();
  });

  it('R-07 says nothing of Not saved yet while the keychain is locked and the journal is not', async () => {
    const { test } = setUp();
    await warmUp(test);
    test.secrets.failWith('locked', ['put']);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(5_000);
    expect(test.account(id)?.saved).toBe(true);
  });

  it('turns a refresh that rotates into one write to the keychain', async () => {
    const { test } = setUp();
    await warmUp(test);
    test.transport.answerWith(() => issued(1));
    test.secrets.calls.length = 0;
    await test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(drainMs);
    expect(test.secrets.calls.filter((it) => it === `put ${id}`)).toHaveLength(1);
    expect(test.secrets.items.get(id)).toContain('refresh-new-1');
  });

  it('leaves no old ciphertext when an account is removed, and another key', async () => {
    const { test, journal } = setUp();
    await warmUp(test);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    const old = sealedIn(journal);
    expect(old.length).toBeGreaterThan(0);
    await test.ask('account.refresh', { accountId: other });
    const key = test.secrets.items.get(journalKeyItem);
    expect(await test.ask('account.remove', { accountId: id })).toMatchObject({ ok: true });
    await test.clock.advanceAsync(drainMs);
    expect(old.filter((sealed) => sealedIn(journal).includes(sealed))).toEqual([]);
    expect(test.secrets.items.has(id)).toBe(false);
    expect(test.secrets.items.get(other)).toContain('refresh-new-1');
    expect(test.secrets.items.get(journalKeyItem)).not.toBe(key);
  });

  it('K-17 leaves no item of an account once all were removed, and none that no list knows', async () => {
    const { test } = setUp();
    await warmUp(test);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(drainMs);
    const own = [journalKeyItem, auditHeadItem];
    expect([...test.secrets.items.keys()].sort()).toEqual([...own, id, other].sort());
    for (const accountId of [id, other]) await test.ask('account.remove', { accountId });
    await test.clock.advanceAsync(drainMs);
    expect([...test.secrets.items.keys()].sort()).toEqual([...own].sort());
    expect(test.accounts.read().tombstones).toEqual([]);
  });

  it('leaves no old ciphertext when tokens were revoked, and another key', async () => {
    const { test, journal } = setUp();
    await warmUp(test);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    const old = sealedIn(journal);
    const key = test.secrets.items.get(journalKeyItem);
    test.transport.answerWith(() => ({ status: 200 }));
    await test.ask('account.revoke', { accountId: id });
    expect(test.account(id)?.grant.status).toBe('revoked');
    expect(old.filter((sealed) => sealedIn(journal).includes(sealed))).toEqual([]);
    await test.clock.advanceAsync(drainMs);
    expect(test.secrets.items.get(id)).not.toContain('refresh-new-1');
    expect(sealedIn(journal)).toEqual([]);
    expect(test.secrets.items.get(journalKeyItem)).not.toBe(key);
  });

  it('carries everything to the keychain before it quits', async () => {
    const { test } = setUp();
    await warmUp(test);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    await test.app.stop();
    expect(test.secrets.items.get(id)).toContain('refresh-new-1');
  });

  it('does not wait for a keychain that hangs before it quits: what is in the journal is safe', async () => {
    const { test, journal } = setUp();
    await warmUp(test);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    test.secrets.hold();
    const stopped = test.app.stop();
    await test.clock.advanceAsync(2_000);
    await stopped;
    expect((await journal.read()).entries.map((it) => it.accountId)).toEqual([id]);
  });
});
