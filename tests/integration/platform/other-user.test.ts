/** What another user of the same machine can see of a profile that every real adapter has written to: nothing. */
import '../../fixtures/plain-electron.ts';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createElectronSettingsStore } from '../../../electron/platform/electron-settings-store.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import { createFileLogger } from '../../../electron/platform/file-logger.ts';
import { createFileRunStore } from '../../../electron/platform/file-run-store.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import {
  installationIdFile,
  openInstallation,
} from '../../../electron/platform/installation-id.ts';
import { takeProfileLock } from '../../../electron/platform/profile-lock.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { emptyAccountsFile } from '../../fixtures/fake-account-store.ts';

const isRoot = process.getuid?.() === 0;
/** `nobody` of every Linux. */
const stranger = 65_534;
let shared: string;
let profile: string;
let release = (): void => undefined;

/** A folder that everybody may enter, with a profile in it that was made under the widest umask. */
beforeAll(async () => {
  // Not below the home of this run, which nobody else may enter.
  shared = mkdtempSync('/tmp/tokenward-shared-');
  chmodSync(shared, 0o755);
  writeFileSync(path.join(shared, 'for-everybody'), 'can be read', { mode: 0o644 });
  profile = path.join(shared, 'profile');
  const umask = process.umask(0);
  try {
    mkdirSync(profile);
    await fillProfile(profile);
  } finally {
    process.umask(umask);
  }
});
afterAll(() => {
  release();
  rmSync(shared, { recursive: true, force: true });
});

async function fillProfile(folder: string): Promise<void> {
  const clock = createSystemClock();
  const fileIn = (name: string): string => path.join(folder, name);
  const lock = await takeProfileLock({ folder, clock });
  if (lock.kind === 'held') release = lock.release;
  const accounts = createElectronAccountStore({ folder, clock, onUnwritable: () => undefined });
  openInstallation({
    file: installationIdFile({ folder, name: 'Tokenward' }),
    accounts,
    at: clock.now().wall,
  });
  accounts.write({ ...emptyAccountsFile, accounts: { acct_one: makeAccountRecord('acct_one') } });
  await accounts.flush();
  accounts.write(emptyAccountsFile);
  await accounts.flush();
  createElectronSettingsStore({ folder, clock }).write(defaultSettings);
  const journal = createFileTokenJournal({ file: fileIn('tokens.journal'), clock });
  await journal.append({ accountId: 'acct_one', generation: 1, sealed: 'c2VhbGVk' });
  const audit = createFileAuditLog({ file: fileIn('audit.jsonl'), clock });
  await audit.append(makeAuditFacts(), { durable: true });
  const run = { v: 1, runId: 'run_one', kind: 'panic', startedAt: 1, finishedAt: 2 } as const;
  const runs = createFileRunStore({ file: fileIn('revocation-run.json'), clock });
  await runs.write({ ...run, stopped: false, accounts: [] });
  const logger = createFileLogger({ folder: fileIn('logs'), clock });
  logger.info('test.line', {});
  await logger.flush();
}

const everything = (): readonly string[] => [
  profile,
  ...readdirSync(profile, { recursive: true, encoding: 'utf8' }).map((it) =>
    path.join(profile, it),
  ),
];

describe('another user of the machine', () => {
  it('K-18 D-04 is given no right to the folder or to any file in it, whatever the umask', () => {
    const names = everything().map((it) => path.relative(profile, it));
    for (const name of [
      'accounts.json',
      'settings.json',
      'tokens.journal',
      'audit.jsonl',
      'revocation-run.json',
      'profile.lock',
      'installation-id',
    ]) {
      expect(names).toContain(name);
    }
    expect(names.some((it) => it.startsWith('logs/'))).toBe(true);
    const open = everything().filter((it) => (lstatSync(it).mode & 0o077) !== 0);
    expect(open.map((it) => path.relative(shared, it))).toEqual([]);
  });

  // Only root can become somebody else; any other user is left with the rights that are looked at above.
  it.runIf(isRoot)('K-18 reads nothing of it in fact', () => {
    const asStranger = (command: string, file: string) =>
      spawnSync(command, [file], { uid: stranger, gid: stranger, cwd: '/', encoding: 'utf8' });
    expect(asStranger('cat', path.join(shared, 'for-everybody')).stdout).toBe('can be read');
    for (const file of everything()) {
      const { status, stdout } = asStranger(lstatSync(file).isDirectory() ? 'ls' : 'cat', file);
      expect([file, status === 0, stdout]).toEqual([file, false, '']);
    }
  });
});
