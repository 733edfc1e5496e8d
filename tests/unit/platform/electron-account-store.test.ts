import '../../fixtures/plain-electron.ts';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountsFile } from '../../../electron/account-record.ts';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { describeAccountStore } from '../../fixtures/contracts/account-store-contract.ts';
import { createFakeAccountStore } from '../../fixtures/fake-account-store.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const posix = process.platform !== 'win32';

function open(folder: string, clock = createFakeClock()) {
  const unwritable: boolean[] = [];
  const onUnwritable = (now: boolean): void => void unwritable.push(now);
  const store = createElectronAccountStore({ folder, clock, onUnwritable });
  return { store, clock, unwritable, file: path.join(folder, 'accounts.json') };
}

/** A profile that holds these accounts, as the app leaves it behind. */
async function makeProfile(...accountIds: string[]): Promise<string> {
  const folder = makeFolder();
  const { store } = open(folder);
  for (const accountId of accountIds) {
    const file = store.read();
    store.write({
      ...file,
      sentinelWritten: true,
      accounts: { ...file.accounts, [accountId]: makeAccountRecord(accountId) },
    });
    await store.flush();
  }
  return folder;
}

describe('D-08 what is remembered of the audit log', () => {
  it('survives a restart, and is absent from files that never knew it', async () => {
    const folder = await makeProfile('a-1');
    const { store } = open(folder);
    expect(store.read().auditHeadKept).toBeUndefined();
    store.write({ ...store.read(), auditHeadKept: true });
    await store.flush();
    expect(open(folder).store.read().auditHeadKept).toBe(true);
  });
});

const namesOf = (file: AccountsFile): string[] => Object.keys(file.accounts);
const copiesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.includes('.corrupt-'));

/** A file where the folder should be refuses writes to root too. */
function setUnwritable(folder: string, unwritable: boolean): void {
  if (unwritable) {
    renameSync(folder, `${folder}.away`);
    writeFileSync(folder, '');
  } else {
    rmSync(folder);
    renameSync(`${folder}.away`, folder);
  }
}

describeAccountStore('the account store on disk', () => {
  const folder = makeFolder();
  let moved = false;
  return {
    store: open(folder).store,
    durable: () => open(moved ? `${folder}.away` : folder).store.read(),
    setUnwritable: (unwritable) => {
      setUnwritable(folder, unwritable);
      moved = unwritable;
    },
  };
});

describeAccountStore('the account store in memory', () => {
  const store = createFakeAccountStore();
  return { store, durable: store.durable, setUnwritable: store.setUnwritable };
});

describe('the account store writes soon and safely', () => {
  it('writes by itself a moment after a change, many changes at once', async () => {
    const folder = makeFolder();
    const { store, clock, file } = open(folder);
    await store.flush();
    const before = readFileSync(file, 'utf8');
    store.write({ ...store.read(), tombstones: ['a'] });
    store.write({ ...store.read(), tombstones: ['a', 'b'] });
    expect(readFileSync(file, 'utf8')).toBe(before);
    clock.advance(250);
    expect(JSON.parse(readFileSync(file, 'utf8')).tombstones).toEqual(['a', 'b']);
    expect(clock.pending()).toBe(0);
  });

  it('D-02 tells when a write in the background fails, tries again, and tells when it succeeds', async () => {
    const folder = await makeProfile('account-1');
    const { store, clock, unwritable } = open(folder);
    setUnwritable(folder, true);
    store.write({ ...store.read(), tombstones: ['a'] });
    clock.advance(60_000);
    expect(unwritable).toEqual([true]);
    setUnwritable(folder, false);
    clock.advance(10_000);
    expect(unwritable).toEqual([true, false]);
    expect(open(folder).store.read().tombstones).toEqual(['a']);
  });

  it.runIf(posix)(
    'D-04 keeps folder and files to this user and narrows them on start',
    async () => {
      const folder = await makeProfile('account-1', 'account-2');
      const ours = [
        'accounts.json',
        'accounts.previous.json',
        'accounts.snapshot-1.json',
        'accounts.json.corrupt-2026-01-01',
        'settings.json',
        'settings.previous.json',
        'audit.jsonl',
        'tokens.journal',
      ];
      const modes = (): number[] =>
        ['.', ...ours].map((name) => statSync(path.join(folder, name)).mode & 0o777);
      const narrow = [0o700, ...ours.map(() => 0o600)];
      for (const name of ours) writeFileSync(path.join(folder, name), '', { flag: 'a' });
      for (const name of ours) chmodSync(path.join(folder, name), 0o644);
      chmodSync(folder, 0o755);
      open(folder);
      expect(modes()).toEqual(narrow);
    },
  );

  it('leaves no temporary file behind', async () => {
    const folder = await makeProfile('account-1', 'account-2');
    expect(readdirSync(folder).sort()).toEqual([
      'accounts.json',
      'accounts.previous.json',
      'accounts.snapshot-1.json',
    ]);
  });
});

describe('the account store loads what it finds without throwing', () => {
  const damages: readonly [string, (file: string) => void][] = [
    ['empty', (file) => writeFileSync(file, '')],
    ['full of NUL', (file) => writeFileSync(file, Buffer.alloc(4_096))],
    ['truncated', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -100))],
    ['of another shape', (file) => writeFileSync(file, '["not", "ours"]')],
    ['no JSON', (file) => writeFileSync(file, '<html></html>')],
  ];

  it.each(damages)(
    'D-01 restores the accounts of the write before when the file is %s',
    async (_name, damage) => {
      const folder = await makeProfile('account-1', 'account-2', 'account-3');
      const { file } = open(folder);
      damage(file);
      const damaged = readFileSync(file);
      const { store, clock } = open(folder);
      expect(namesOf(store.read())).toEqual(['account-1', 'account-2']);
      expect(store.notices).toEqual([
        { code: 'accounts_file_set_aside', fileName: copiesIn(folder)[0] },
      ]);
      expect(readFileSync(path.join(folder, copiesIn(folder)[0] ?? ''))).toEqual(damaged);
      clock.advance(0);
      expect(open(folder).store.notices).toEqual([]);
      expect(namesOf(open(folder).store.read())).toEqual(['account-1', 'account-2']);
    },
  );

  it('D-01 starts empty and says so when there is nothing to restore', () => {
    const folder = makeFolder();
    writeFileSync(path.join(folder, 'accounts.json'), '{"accounts"');
    const { store } = open(folder);
    expect(namesOf(store.read())).toEqual([]);
    expect(store.read().sentinelWritten).toBe(true);
    expect(store.notices.map((notice) => notice.code)).toEqual([
      'accounts_file_set_aside',
      'accounts_searching',
    ]);
  });

  it('D-01 loses only the damaged one of many records', async () => {
    const folder = await makeProfile('account-1', 'account-2', 'account-3');
    const { file } = open(folder);
    const raw = JSON.parse(readFileSync(file, 'utf8'));
    raw.accounts['account-3'].createdAt = 'yesterday';
    writeFileSync(file, JSON.stringify(raw));
    const { store } = open(folder);
    expect(namesOf(store.read())).toEqual(['account-1', 'account-2']);
    expect(store.read().sentinelWritten).toBe(true);
    expect(copiesIn(folder)).toHaveLength(1);
  });

  it('D-01 takes a damaged record from the write before where it is there', async () => {
    const folder = await makeProfile('account-1', 'account-2');
    const { file } = open(folder);
    const raw = JSON.parse(readFileSync(file, 'utf8'));
    raw.accounts['account-1'].generation = -1;
    writeFileSync(file, JSON.stringify(raw));
    expect(namesOf(open(folder).store.read()).sort()).toEqual(['account-1', 'account-2']);
  });

  it('D-07 never overwrites a file of a newer version, and says so', async () => {
    const folder = await makeProfile('account-1');
    const { file } = open(folder);
    const newer = { ...JSON.parse(readFileSync(file, 'utf8')), schemaVersion: 3, added: true };
    writeFileSync(file, JSON.stringify(newer));
    const { store, clock } = open(folder);
    expect(store.notices).toEqual([{ code: 'newer_schema', fileName: null }]);
    expect(namesOf(store.read())).toEqual(['account-1']);
    store.write({ ...store.read(), tombstones: ['a'] });
    clock.advance(60_000);
    await expect(store.flush()).rejects.toMatchObject({ code: 'disk_unwritable' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(newer);
    expect(copiesIn(folder)).toEqual([]);
  });

  it.runIf(posix)('D-06 does not follow a symbolic link out of the profile', async () => {
    const folder = await makeProfile();
    const elsewhere = path.join(makeFolder(), 'precious.json');
    writeFileSync(elsewhere, '{"precious":true}');
    rmSync(path.join(folder, 'accounts.json'), { force: true });
    symlinkSync(elsewhere, path.join(folder, 'accounts.json'));
    const { store, clock } = open(folder);
    expect(store.notices.map((notice) => notice.code)).toContain('accounts_file_set_aside');
    clock.advance(0);
    expect(readFileSync(elsewhere, 'utf8')).toBe('{"precious":true}');
    expect(open(folder).store.notices).toEqual([]);
  });

  it('starts when a folder lies where the file should be', () => {
    const folder = makeFolder();
    mkdirSync(path.join(folder, 'accounts.json'));
    const { store, clock } = open(folder);
    expect(store.notices.map(({ code }) => code)).toContain('accounts_file_set_aside');
    clock.advance(0);
    expect(open(folder).store.notices).toEqual([]);
  });

  it('D-01 survives 300 random truncations and bit flips without a crash and names each one', async () => {
    const folder = await makeProfile('account-1', 'account-2');
    const { file } = open(folder);
    const whole = readFileSync(file);
    const previous = readFileSync(path.join(folder, 'accounts.previous.json'));
    for (let round = 0; round < 300; round += 1) {
      const position = (round * 7_919) % whole.length;
      const damaged = Buffer.from(round % 2 === 0 ? whole.subarray(0, position) : whole);
      if (round % 2 === 1)
        damaged.writeUInt8((damaged[position] ?? 0) ^ (1 << (round % 8)), position);
      writeFileSync(file, damaged);
      writeFileSync(path.join(folder, 'accounts.previous.json'), previous);
      const { store } = open(folder);
      expect(
        store.read().accounts['account-1'] ?? store.read().accounts['account-2'],
      ).toBeDefined();
      for (const copy of copiesIn(folder)) rmSync(path.join(folder, copy));
    }
  });
});
