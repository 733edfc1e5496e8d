// Files on a real disk that is full or read-only: the old content stays, the app says so, and later it catches up.
import '../../fixtures/plain-electron.ts';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountsFile } from '../../../electron/account-record.ts';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createElectronSettingsStore } from '../../../electron/platform/electron-settings-store.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import { createFileLogger } from '../../../electron/platform/file-logger.ts';
import { parseGap } from '../../../shared/audit-gap.ts';
import { everything } from '../../../shared/audit-query.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../../fixtures/small-disk.ts';

const clock = createFakeClock();
const pageBytes = 4_096;

function withAccounts(file: AccountsFile, count: number): AccountsFile {
  const accounts = { ...file.accounts };
  for (let index = 0; index < count; index += 1) {
    accounts[`account-${index}`] = makeAccountRecord(`account-${index}`);
  }
  return { ...file, accounts };
}

describe.runIf(canMountSmallDisk)('D-02 a disk that fills up (needs root on Linux)', () => {
  let disk: SmallDisk;
  let profile = 0;
  let folder: string;

  beforeAll(() => {
    disk = mountSmallDisk(1_024);
  });
  afterAll(() => {
    disk.unmount();
  });
  beforeEach(() => {
    disk.empty();
    profile += 1;
    folder = path.join(disk.folder, `profile-${profile}`);
  });

  it('keeps the old accounts file whatever room is left, and catches up when there is some', async () => {
    const store = createElectronAccountStore({ folder, clock });
    store.write(withAccounts(store.read(), 3));
    await store.flush();
    const file = path.join(folder, 'accounts.json');
    const before = readFileSync(file, 'utf8');
    store.write(withAccounts(store.read(), 20));
    for (let pages = 0; pages < 8; pages += 1) {
      disk.fill(pages * pageBytes);
      await expect(store.flush()).rejects.toMatchObject({ code: 'disk_unwritable' });
      expect(readFileSync(file, 'utf8')).toBe(before);
    }
    disk.empty();
    await store.flush();
    const found = createElectronAccountStore({ folder, clock });
    expect(found.notices).toEqual([]);
    expect(Object.keys(found.read().accounts)).toHaveLength(20);
    expect(
      readdirSync(folder)
        .filter((name) => !name.includes('snapshot'))
        .sort(),
    ).toEqual(['accounts.json', 'accounts.previous.json']);
  });

  it('keeps the old settings', () => {
    const settings = createElectronSettingsStore({ folder, clock });
    settings.write({ ...defaultSettings, theme: 'dark' });
    disk.fill(0);
    expect(() => settings.write({ ...defaultSettings, theme: 'light' })).toThrow(
      expect.objectContaining({ code: 'disk_unwritable' }),
    );
    expect(createElectronSettingsStore({ folder, clock }).read().theme).toBe('dark');
  });

  it('D-02 D-08 catches the audit log up, in order, after a line that only half fitted', async () => {
    const log = createFileAuditLog({ file: path.join(folder, 'audit.jsonl'), clock });
    await log.append(makeAuditFacts());
    disk.fill(0);
    let failed = 0;
    for (let index = 0; index < 40; index += 1) {
      await log.append(makeAuditFacts({ httpStatus: index })).catch((thrown) => {
        expect(thrown).toMatchObject({ code: 'disk_unwritable' });
        failed += 1;
      });
    }
    expect(failed).toBeGreaterThan(20);
    disk.empty();
    await log.append(makeAuditFacts({ event: 'revoke' }), { durable: true });
    const lines = [...(await log.latestOf('account-1', 100))].reverse();
    expect(lines).toHaveLength(42);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.slice(1, -1).map(({ httpStatus }) => httpStatus)).toEqual(
      Array.from({ length: 40 }, (_, index) => index),
    );
  });

  it('D-02 D-08 says in the log how many lines a full disk has cost, in an unbroken chain', async () => {
    const log = createFileAuditLog({ file: path.join(folder, 'audit.jsonl'), clock });
    await log.append(makeAuditFacts());
    disk.fill(0);
    for (let index = 0; index < 1_100; index += 1) {
      await log.append(makeAuditFacts()).catch(() => undefined);
    }
    disk.empty();
    await log.append(makeAuditFacts({ event: 'revoke' }), { durable: true });
    const page = await log.page({ filter: everything, from: null, limit: 1_200 });
    const gaps = page.entries.filter(({ event }) => event === 'lines_lost');
    expect(gaps).toHaveLength(1);
    const written = page.entries.length - 1;
    expect(parseGap(gaps[0]?.label ?? '')?.count).toBe(1_102 - written);
    expect((await log.check({ kind: 'never' })).broken).toBeNull();
  });

  it('D-02 D-08 says at the next start how many lines a full disk kept from the log, and calls nothing broken', async () => {
    const file = path.join(folder, 'audit.jsonl');
    const log = createFileAuditLog({ file, clock });
    await log.append(makeAuditFacts());
    disk.fill(0);
    let failed = 0;
    for (let index = 0; index < 40; index += 1) {
      await log.append(makeAuditFacts()).catch(() => {
        failed += 1;
      });
    }
    const left = await log.unwritten();
    expect(left).toMatchObject({ count: failed, after: 41 - failed });
    expect(await log.check({ kind: 'never' })).toMatchObject({ torn: 0, waiting: failed });
    disk.empty();
    const next = createFileAuditLog({ file, clock });
    if (left !== null) await next.recall(left);
    const found = { lines: 42 - failed, torn: 0, lost: failed, waiting: 0, broken: null };
    expect(await next.check({ kind: 'never' })).toMatchObject(found);
  });

  it('D-09 loses log lines and nothing else', async () => {
    disk.fill(0);
    const logger = createFileLogger({ folder: path.join(folder, 'logs'), clock });
    logger.info('event');
    await logger.flush();
    disk.empty();
    logger.info('event');
    await logger.flush();
    expect(readdirSync(path.join(folder, 'logs'))).toEqual(['tokenward.log']);
  });

  it('D-03 starts on a disk that is read-only, shows its accounts, and says what cannot be written', async () => {
    const before = createElectronAccountStore({ folder, clock });
    before.write(withAccounts(before.read(), 2));
    await before.flush();
    const file = path.join(folder, 'audit.jsonl');
    await createFileAuditLog({ file, clock }).append(makeAuditFacts());
    disk.remountReadOnly(true);
    try {
      const ownClock = createFakeClock();
      const told: boolean[] = [];
      const store = createElectronAccountStore({
        folder,
        clock: ownClock,
        onUnwritable: (now) => void told.push(now),
      });
      expect(store.trouble()).toBe('read_only');
      expect(Object.keys(store.read().accounts)).toHaveLength(2);
      ownClock.advance(60_000);
      disk.remountReadOnly(false);
      ownClock.advance(10_000);
      expect([store.trouble(), ...told]).toEqual([null, false]);
      disk.remountReadOnly(true);
      store.write(withAccounts(store.read(), 3));
      await expect(store.flush()).rejects.toMatchObject({
        code: 'disk_unwritable',
        details: { reason: 'EROFS' },
      });
      const settings = createElectronSettingsStore({ folder, clock });
      expect(() => settings.write(defaultSettings)).toThrow();
      const log = createFileAuditLog({ file, clock });
      expect(await log.latestOf('account-1', 5)).toHaveLength(1);
      expect(await log.check({ kind: 'never' })).toMatchObject({ lines: 1, broken: null });
      const page = await log.page({ filter: everything, from: null, limit: 5 });
      expect(page.entries).toHaveLength(1);
      await expect(log.append(makeAuditFacts())).rejects.toMatchObject({ code: 'disk_unwritable' });
    } finally {
      disk.remountReadOnly(false);
    }
  });
});
