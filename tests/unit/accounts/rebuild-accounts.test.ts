import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../electron/account-record.ts';
import { writeIndexText } from '../../../electron/accounts/account-index.ts';
import { indexItem, putIndex, readIndex } from '../../../electron/accounts/keychain-index.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeAccountStore, emptyAccountsFile } from '../../fixtures/fake-account-store.ts';
import { createFakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import {
  createFakeInstallation,
  createTestApp,
  type HeldAccount,
  holdAccount,
  testInstallation,
  testStart,
} from '../../fixtures/test-app.ts';

const settleMs = 2_000;

/** An app whose list is on disk and, once that is said, in the keychain. */
async function startWhole(held: readonly HeldAccount[]) {
  const store = createFakeAccountStore({
    ...emptyAccountsFile,
    sentinelWritten: true,
    accounts: Object.fromEntries(held.map(({ record }) => [record.accountId, record])),
  });
  const test = createTestApp(held, { accounts: store });
  /** Lets what is due be written; it is compressed outside of the test's clock. */
  const settle = async (): Promise<void> => {
    await test.clock.advanceAsync(settleMs);
    const list = Object.values(store.read().accounts);
    const { digest } = writeIndexText(test.installation.id(), list);
    await eventually(() => expect(store.read().index?.written).toBe(digest));
  };
  await test.app.afterFirstPaint();
  await settle();
  return { ...test, store, settle };
}

/** An app whose list is in the keychain as well; then the list is lost, and the app starts again. */
async function loseList(held: readonly HeldAccount[], lost: LostFile = {}) {
  const before = await startWhole(held);
  return startAgain(before.secrets.items, lost);
}

type LostFile = Partial<typeof emptyAccountsFile> & { readonly installation?: string };

/** The id was lost with the list, unless it is given. */
function startAgain(items: ReadonlyMap<string, string>, lost: LostFile = {}) {
  const { accounts = {}, installation = 'made-at-this-start', ...rest } = lost;
  const secrets = createFakeSecretStore();
  for (const [item, value] of items) secrets.items.set(item, value);
  const file = {
    ...emptyAccountsFile,
    sentinelWritten: true,
    index: { written: null, wanted: true, adopt: true },
    accounts,
    ...rest,
  };
  const store = createFakeAccountStore(file, [{ code: 'accounts_searching', fileName: null }]);
  const after = createTestApp([], {
    secrets,
    accounts: store,
    installation: createFakeInstallation(installation),
  });
  /** Starts and waits until it is known what the keychain's copy has. */
  const begin = async (): Promise<void> => {
    await after.app.afterFirstPaint();
    await eventually(() => expect(store.read().index?.wanted).toBe(false));
  };
  const codes = (): string[] => after.snapshot().notices.map(({ code }) => code);
  return { after, store, codes, secrets, begin };
}

describe('the list of accounts in the keychain', () => {
  it('D-01 brings every account back with its tokens when the list is gone', async () => {
    const held = ['acct_one', 'acct_two'].map((id) => holdAccount(id));
    const { after, store, codes, begin } = await loseList(held);
    expect(after.snapshot().accounts).toEqual([]);
    expect(codes()).toEqual(['accounts_searching']);
    await begin();
    expect(after.snapshot().accounts.map(({ accountId }) => accountId)).toEqual([
      'acct_one',
      'acct_two',
    ]);
    expect(codes()).toEqual(['accounts_rebuilt']);
    for (const { record } of held) {
      expect(store.durable().accounts[record.accountId]).toMatchObject({
        definition: record.definition,
        server: record.server,
        grant: { status: 'live' },
        tokens: record.tokens,
        generation: record.generation,
      });
    }
    expect(after.installation.id()).toBe(testInstallation);
    const copied = await after.ask('account.copy', { accountId: 'acct_one', form: 'token' });
    expect(copied.ok).toBe(true);
  });

  it('D-01 waits for a locked keychain, shows that it looks, and goes on when it answers', async () => {
    const { after, codes, secrets } = await loseList([holdAccount('acct_one')]);
    secrets.failWith('locked');
    await after.app.afterFirstPaint();
    expect(codes()).toEqual(['accounts_searching']);
    expect(after.snapshot().accounts).toEqual([]);
    secrets.failWith(null);
    await after.ask('keychain.retry', {});
    await eventually(() => expect(after.snapshot().accounts).toHaveLength(1));
    expect(codes()).toEqual(['accounts_rebuilt']);
  });

  it('D-01 adds only what the list lacks, and leaves what it has as it is', async () => {
    const known = holdAccount('acct_one');
    const mine = { ...known.record, definition: { ...known.record.definition, label: 'Mine' } };
    const { after, begin } = await loseList([known, holdAccount('acct_two')], {
      installation: testInstallation,
      accounts: { acct_one: mine },
      index: { written: null, wanted: true, adopt: false },
    });
    await begin();
    expect(after.account('acct_one')?.definition.label).toBe('Mine');
    expect(after.account('acct_two')?.grant.status).toBe('live');
  });

  it('D-01 takes a damaged record from there', async () => {
    const known = holdAccount('acct_one');
    const error = { code: 'record_damaged', details: {} } as const;
    const damaged = { ...known.record, grant: { status: 'refused', at: 1, error } as const };
    const { after, begin } = await loseList([known], {
      installation: testInstallation,
      accounts: { acct_one: { ...damaged, server: null } },
      index: { written: null, wanted: true, adopt: false },
    });
    expect(after.account('acct_one')?.grant.status).toBe('refused');
    await begin();
    expect(after.account('acct_one')?.grant.status).toBe('live');
    expect(after.account('acct_one')?.revocationSupported).toBe(true);
  });

  it('D-01 does not bring back what was removed: neither a tombstone nor one whose item is gone', async () => {
    const held = ['acct_kept', 'acct_tomb', 'acct_gone'].map((id) => holdAccount(id));
    const { after, secrets, begin } = await loseList(held, { tombstones: ['acct_tomb'] });
    secrets.items.delete('acct_gone');
    await begin();
    expect(after.snapshot().accounts.map(({ accountId }) => accountId)).toEqual(['acct_kept']);
  });

  it('D-01 keeps a revocation that is pending from coming back to life', async () => {
    const grant: AccountRecord['grant'] = {
      status: 'revocation_pending',
      at: testStart,
      outcomes: [],
      attempts: 3,
      nextTryAt: testStart + 60_000,
    };
    const { after, begin } = await loseList([holdAccount('acct_one', { grant })]);
    await begin();
    expect(after.account('acct_one')?.grant.status).toBe('revocation_pending');
  });

  it('D-01 says so when there is no copy in the keychain either', async () => {
    const { codes, begin } = startAgain(new Map());
    await begin();
    expect(codes()).toEqual(['accounts_not_found']);
  });

  it('D-01 takes nothing over from another installation that shares the keychain', async () => {
    const { after, begin } = await loseList([holdAccount('acct_one')], {
      index: { written: null, wanted: true, adopt: false },
    });
    await begin();
    expect(after.snapshot().accounts).toEqual([]);
  });
});

describe('the copy is kept current in the background', () => {
  async function start(held: readonly HeldAccount[]) {
    const test = await startWhole(held);
    const names = async (): Promise<readonly string[]> => {
      const found = await readIndex(test.secrets);
      return typeof found === 'string' ? [found] : found.entries.map((it) => it.accountId);
    };
    const touches = (): string[] => test.secrets.calls.filter((it) => it.includes(indexItem));
    return { ...test, names, touches };
  }

  it('D-01 never reads it at the start of a whole list, and writes it once', async () => {
    const { secrets, touches, clock } = await start([holdAccount('acct_one')]);
    expect(touches().filter((it) => it.startsWith('put'))).toHaveLength(1);
    const first = touches().length;
    await clock.advanceAsync(600_000);
    expect(touches()).toHaveLength(first);
    expect([...secrets.items.keys()]).toContain(indexItem);
  });

  it('D-01 follows a removal and an edit, and no refresh', async () => {
    const test = await start([holdAccount('acct_one'), holdAccount('acct_two')]);
    await test.ask('account.remove', { accountId: 'acct_two' });
    await test.settle();
    expect(await test.names()).toEqual(['acct_one']);
    const before = test.secrets.items.get(indexItem);
    test.transport.answerWith(() => ({
      json: {
        access_token: 'new-access',
        refresh_token: 'new-refresh',
        token_type: 'bearer',
        expires_in: 3600,
      },
    }));
    expect((await test.ask('account.refresh', { accountId: 'acct_one' })).ok).toBe(true);
    await test.clock.advanceAsync(60_000);
    expect(test.secrets.items.get(indexItem)).toBe(before);
  });

  it('D-01 never asks a locked keychain by itself', async () => {
    const test = await start([holdAccount('acct_one'), holdAccount('acct_two')]);
    test.secrets.failWith('locked');
    await test.ask('account.remove', { accountId: 'acct_two' });
    const before = test.touches().length;
    await test.clock.advanceAsync(600_000);
    expect(test.touches()).toHaveLength(before);
    test.secrets.failWith(null);
    await test.ask('keychain.retry', {});
    await test.settle();
    expect(await test.names()).toEqual(['acct_one']);
  });

  it('D-01 never overwrites a copy that another state of the list wrote, but joins it first', async () => {
    const test = await start([holdAccount('acct_one')]);
    const newer = holdAccount('acct_two');
    const item = test.secrets.items.get('acct_one') ?? '';
    test.secrets.items.set('acct_two', item.replaceAll('acct_one', 'acct_two'));
    const list = [holdAccount('acct_one').record, newer.record];
    const known = test.store.read().index?.written ?? null;
    await putIndex(test.secrets, writeIndexText(test.installation.id(), list), known);
    const label = { ...holdAccount('acct_one').record.definition, label: 'Renamed' };
    await test.ask('account.edit', { accountId: 'acct_one', edit: editOf(label) });
    await test.clock.advanceAsync(settleMs);
    // Between reading the other copy and writing this one, the list is not yet what it will be.
    await eventually(async () => {
      await test.clock.advanceAsync(settleMs);
      const joined = Object.values(test.store.read().accounts);
      expect(joined.map(({ accountId }) => accountId)).toEqual(['acct_one', 'acct_two']);
      const { digest } = writeIndexText(test.installation.id(), joined);
      expect(test.store.read().index?.written).toBe(digest);
    });
    expect(await test.names()).toEqual(['acct_one', 'acct_two']);
    expect(test.account('acct_two')?.grant.status).toBe('live');
    expect(test.account('acct_one')?.definition.label).toBe('Renamed');
  });

  it('holds no token and no client secret', async () => {
    const { record } = holdAccount('acct_one');
    const { text } = writeIndexText('here', [record]);
    expect(text).not.toContain('access-of');
    expect(Object.keys(JSON.parse(text).accounts[0])).not.toContain('tokens');
  });
});

describe('a long index lies in several items', () => {
  /** Random, so that it does not shrink when it is compressed. */
  const manyRecords = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const { definition, ...record } = makeAccountRecord(`acct_${index}`);
      const noise = randomBytes(900).toString('base64url');
      return {
        ...record,
        definition: { ...definition, scope: noise, clientId: `client-${index}` },
      };
    });

  async function put(secrets: ReturnType<typeof createFakeSecretStore>, count: number) {
    const found = await readIndex(secrets);
    const known = typeof found === 'string' ? null : found.digest;
    return putIndex(secrets, writeIndexText('here', manyRecords(count)), known);
  }
  const countIn = async (secrets: ReturnType<typeof createFakeSecretStore>) => {
    const found = await readIndex(secrets);
    return typeof found === 'string' ? found : found.entries.length;
  };

  it('D-01 comes back whole, with 1,000 accounts of their own kind each', async () => {
    const secrets = createFakeSecretStore();
    expect(await put(secrets, 1_000)).toBe('ok');
    expect(secrets.items.size).toBeGreaterThan(3);
    for (const value of secrets.items.values()) expect(value.length).toBeLessThanOrEqual(262_144);
    expect(await countIn(secrets)).toBe(1_000);
  });

  it('D-01 leaves no part behind when it grows short again', async () => {
    const secrets = createFakeSecretStore();
    await put(secrets, 1_000);
    await put(secrets, 900);
    expect(await countIn(secrets)).toBe(900);
    await put(secrets, 3);
    expect([...secrets.items.keys()]).toEqual([indexItem]);
    expect(await countIn(secrets)).toBe(3);
  });

  it('D-01 is the older one as long as the newer is not complete', async () => {
    const secrets = createFakeSecretStore();
    await put(secrets, 700);
    let puts = 0;
    const { put: write } = secrets;
    const breaking = {
      ...secrets,
      put: async (...args: Parameters<typeof write>) => {
        puts += 1;
        return puts > 2 ? ({ kind: 'locked' } as const) : write(...args);
      },
    };
    expect(await put(breaking, 900)).toBe('failed');
    expect(await countIn(secrets)).toBe(700);
  });
});
