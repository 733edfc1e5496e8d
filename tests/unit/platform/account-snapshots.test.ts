import '../../fixtures/plain-electron.ts';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountRecord, AccountsFile } from '../../../electron/account-record.ts';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const minuteMs = 60_000;

/** A profile in use: its accounts change while time goes by. */
function startProfile(folder = makeFolder(), clock = createFakeClock({ wall: 1_000_000 })) {
  const store = createElectronAccountStore({ folder, clock });
  const change = async (make: (file: AccountsFile) => AccountsFile): Promise<void> => {
    store.write(make(store.read()));
    await store.flush();
  };
  const file = path.join(folder, 'accounts.json');
  const slot = (index: number): string => path.join(folder, `accounts.snapshot-${index}.json`);
  return {
    folder,
    clock,
    store,
    file,
    slot,
    add: (accountId: string, record: Partial<AccountRecord> = {}) =>
      change((it) => ({
        ...it,
        accounts: { ...it.accounts, [accountId]: makeAccountRecord(accountId, record) },
      })),
    remove: (accountId: string) =>
      change((it) => {
        const { [accountId]: _gone, ...accounts } = it.accounts;
        return { ...it, accounts, tombstones: [...it.tombstones, accountId] };
      }),
    touch: () => change((it) => ({ ...it })),
    reopen: () => createElectronAccountStore({ folder, clock }),
  };
}

const namesIn = (file: string): string[] =>
  existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8')).accounts) : [];
const namesOf = (file: AccountsFile): string[] => Object.keys(file.accounts).sort();

describe('snapshots of the list of accounts', () => {
  it('D-01 keeps three earlier states that lie ten minutes apart, whatever is written meanwhile', async () => {
    const { add, touch, clock, slot, folder } = startProfile();
    for (let round = 1; round <= 6; round += 1) {
      await add(`account-${round}`);
      for (let second = 0; second < 20; second += 1) {
        await touch();
        clock.advance(1_000);
      }
      clock.advance(10 * minuteMs);
    }
    expect([1, 2, 3].map((index) => namesIn(slot(index)).length)).toEqual([5, 4, 3]);
    expect(readdirSync(folder).filter((name) => name.includes('snapshot'))).toHaveLength(3);
  });

  it('D-01 keeps a state before accounts come or go, one a minute and not one for each', async () => {
    const { add, clock, slot } = startProfile();
    await add('account-1');
    await add('account-2');
    clock.advance(2 * minuteMs);
    for (let index = 3; index < 60; index += 1) await add(`account-${index}`);
    expect(namesIn(slot(1))).toEqual(['account-1', 'account-2']);
    expect(namesIn(slot(2))).toEqual(['account-1']);
    expect(existsSync(slot(3))).toBe(false);
  });

  it('D-01 keeps at the start what nobody changed for long', async () => {
    const { add, touch, clock, slot, reopen } = startProfile();
    await add('account-1');
    await touch();
    clock.advance(30 * minuteMs);
    await add('account-2');
    expect(namesIn(slot(1))).toEqual(['account-1']);
    reopen();
    expect(namesIn(slot(1))).toEqual(['account-1', 'account-2']);
    reopen();
    expect(namesIn(slot(2))).toEqual(['account-1']);
  });

  it('D-01 leaves nothing of a removed account in any of them', async () => {
    const { add, remove, clock, folder } = startProfile();
    for (let round = 1; round <= 4; round += 1) {
      await add(`account-${round}`);
      clock.advance(10 * minuteMs);
    }
    await remove('account-1');
    for (const name of readdirSync(folder)) {
      const { accounts } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      expect(Object.keys(accounts)).not.toContain('account-1');
    }
  });

  it('D-01 does not bring a removed account back, even when the file itself is gone', async () => {
    const { add, remove, clock, file, reopen } = startProfile();
    for (let round = 1; round <= 4; round += 1) {
      await add(`account-${round}`);
      clock.advance(10 * minuteMs);
    }
    await remove('account-2');
    rmSync(file);
    const store = reopen();
    expect(namesOf(store.read())).toEqual(['account-1', 'account-3', 'account-4']);
    expect(store.read().tombstones).toEqual(['account-2']);
    expect(store.notices.map(({ code }) => code)).toEqual(['accounts_file_missing']);
  });

  it('D-01 joins what the damaged file still has with what only the snapshots have', async () => {
    const { add, clock, file, reopen } = startProfile();
    for (let round = 1; round <= 3; round += 1) {
      await add(`account-${round}`);
      clock.advance(10 * minuteMs);
    }
    await add('account-3', { createdAt: 42 });
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [lines[0]?.slice(5), '\0'.repeat(900), lines[4]].join('\n'));
    const { accounts } = reopen().read();
    expect(Object.keys(accounts).sort()).toEqual(['account-1', 'account-2', 'account-3']);
    expect(accounts['account-3']?.createdAt).toBe(42);
  });

  it('D-01 takes the newer state when an older file came back in the place of the list', async () => {
    const { add, clock, file, slot, reopen } = startProfile();
    for (let round = 1; round <= 4; round += 1) {
      await add(`account-${round}`);
      clock.advance(10 * minuteMs);
    }
    writeFileSync(file, readFileSync(slot(3)));
    const store = reopen();
    expect(namesOf(store.read())).toContain('account-3');
    expect(store.notices.map(({ code }) => code)).toEqual(['accounts_file_set_aside']);
  });

  it('D-01 keeps no more than five damaged copies', async () => {
    const { add, clock, file, folder, reopen } = startProfile();
    await add('account-1');
    for (let round = 0; round < 9; round += 1) {
      writeFileSync(file, `damage ${round}`);
      await reopen().flush();
      clock.advance(1);
    }
    const copies = readdirSync(folder).filter((name) => name.includes('.corrupt-'));
    expect(copies).toHaveLength(5);
    expect(readFileSync(path.join(folder, copies.sort().at(-1) ?? ''), 'utf8')).toBe('damage 8');
  });
});

describe('a changed letter is noticed', () => {
  it('D-01 takes the whole record from a snapshot when a letter of an endpoint changed', async () => {
    const { add, touch, clock, file, reopen } = startProfile();
    await add('account-1');
    await touch();
    clock.advance(10 * minuteMs);
    await touch();
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('issuer.example/token', 'issueR.example/token'));
    const { accounts } = reopen().read();
    expect(accounts['account-1']).toEqual(makeAccountRecord('account-1'));
  });

  it('D-01 asks for a sign-in, and sends nothing, when no whole copy of a record is left', async () => {
    const { add, file, folder, reopen } = startProfile();
    await add('account-1');
    const text = readFileSync(file, 'utf8').replace('issuer.example/token', 'issueR.example/token');
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
    writeFileSync(file, text);
    const { grant } = reopen().read().accounts['account-1'] ?? {};
    expect(grant).toMatchObject({ status: 'refused', error: { code: 'record_damaged' } });
  });

  it('D-01 trusts no installation id whose line does not agree', async () => {
    const { add, touch, clock, file, store, reopen } = startProfile();
    await add('account-1');
    clock.advance(10 * minuteMs);
    await touch();
    const installationId = 'of-version-0_1';
    store.write({ ...store.read(), installationId });
    await store.flush();
    clock.advance(10 * minuteMs);
    await touch();
    const wrong = `x${installationId.slice(1)}`;
    writeFileSync(file, readFileSync(file, 'utf8').replace(installationId, wrong));
    expect(reopen().read().installationId).toBe(installationId);
  });

  it('D-01 misses an account whose line was doubled over it', async () => {
    const { add, clock, file, reopen } = startProfile();
    await add('account-1');
    await add('account-2');
    clock.advance(10 * minuteMs);
    await add('account-3');
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[2] = lines[3] ?? '';
    writeFileSync(file, lines.join('\n'));
    expect(namesOf(reopen().read())).toEqual(['account-1', 'account-2', 'account-3']);
  });
});

describe('files of other versions', () => {
  const versionOne = (accounts: Record<string, unknown>): string =>
    JSON.stringify({
      schemaVersion: 1,
      installationId: 'of-version-one',
      sentinelWritten: true,
      accounts,
      tombstones: ['gone'],
    });

  it('D-07 takes a file of version 0.1 over and keeps it as a snapshot', async () => {
    const folder = makeFolder();
    const text = versionOne({ 'account-1': makeAccountRecord('account-1') });
    writeFileSync(path.join(folder, 'accounts.json'), text);
    const { store, add, slot, file } = startProfile(folder);
    expect(store.notices).toEqual([]);
    expect(store.read()).toMatchObject({ installationId: 'of-version-one', tombstones: ['gone'] });
    await add('account-2');
    expect([1, 2].map((index) => readFileSync(slot(index), 'utf8'))).toContain(text);
    expect(JSON.parse(readFileSync(file, 'utf8')).schemaVersion).toBe(2);
  });

  it('D-07 reads its own file also when another program laid it out anew', async () => {
    const { add, file, reopen } = startProfile();
    await add('account-1');
    writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), null, 2));
    const store = reopen();
    expect(store.notices).toEqual([]);
    expect(store.read().accounts['account-1']).toEqual(makeAccountRecord('account-1'));
  });
});
