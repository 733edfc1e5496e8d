/** Reads the accounts file and puts a damaged one together again from what is left of it (requirements D-01, D-07). */
import type { Notice } from '../../shared/snapshot.ts';
import type { AccountRecord, AccountsFile } from '../account-record.ts';
import type { AccountSnapshots } from './account-snapshots.ts';
import type { AccountsText, FileHead } from './accounts-file-format.ts';
import { readGuardedFile, setFileAside } from './guarded-file.ts';
import { readAccountsText } from './read-accounts-text.ts';

export type LoadedAccounts = {
  readonly file: AccountsFile;
  readonly notices: readonly Notice[];
  /** Why the file on disk must not be replaced; `later`: only until it could be set aside. */
  readonly readOnly: 'newer_schema' | 'unreadable' | 'not_set_aside' | null;
  /** What is in memory differs from what is on disk. */
  readonly dirty: boolean;
  /** When what lies on the disk was written (epoch ms, 0 in files of version 0.1); null where it is not worth keeping. */
  readonly savedAt: number | null;
  /** The highest of the file and its snapshots. */
  readonly revision: number;
};

type Paths = {
  readonly file: string;
  readonly snapshots: AccountSnapshots;
  /** Epoch ms; names the copy of a damaged file. */
  readonly at: number;
  /** Whether anything else shows that this profile was in use. */
  readonly usedBefore: boolean;
};

type Notices = readonly Notice['code'][];

const noHead: FileHead = {
  installationId: null,
  revision: 0,
  savedAt: 0,
  // Taking a locked keychain for an empty one would be the worse mistake, and the sentinel heals at the next write.
  sentinelWritten: true,
  tombstones: [],
};

function fileOf(head: FileHead, accounts: AccountsFile['accounts']): AccountsFile {
  const { revision: _revision, savedAt: _savedAt, ...rest } = head;
  return { schemaVersion: 2, ...rest, accounts };
}

function noticesOf(codes: Notices, fileName: string | null = null): readonly Notice[] {
  return codes.map((code) => ({ code, fileName }));
}

/** Shown as needing a sign-in, which freezes the endpoints anew before anything is sent to them (RFC 9700 4.4). */
function asDamaged(record: AccountRecord, at: number): AccountRecord {
  const error = { code: 'record_damaged', details: {} } as const;
  return { ...record, grant: { status: 'refused', at, error } };
}

/** Every account that any of the states has, each as the newest state that has it whole. */
function joinAccounts(states: readonly AccountsText[], at: number): AccountsFile['accounts'] {
  const gone = new Set(states.flatMap(({ head }) => head?.tombstones ?? []));
  const joined: AccountsFile['accounts'] = {};
  const add = (record: AccountRecord): void => {
    if (!gone.has(record.accountId)) joined[record.accountId] ??= record;
  };
  for (const { accounts } of states) for (const it of Object.values(accounts)) add(it);
  for (const state of states) {
    if (state.kind !== 'damaged') continue;
    for (const it of Object.values(state.doubtful)) add(asDamaged(it, at));
  }
  return joined;
}

/** The list from what is left of all states, the most trustworthy first; the keychain's copy is asked for the rest. */
function restore(states: readonly AccountsText[], at: number): AccountsFile {
  const head = states.map((it) => it.head).find((it) => it !== null) ?? null;
  const tombstones = [...new Set(states.flatMap((it) => it.head?.tombstones ?? []))];
  return fileOf(
    {
      ...(head ?? noHead),
      tombstones,
      // An id that no checksum vouches for gives way to the one in the keychain.
      index: { written: null, wanted: true, adopt: head?.revision === 0 },
    },
    joinAccounts(states, at),
  );
}

/** Nothing at all: a first start, or a profile that was lost. */
function startAnew({ usedBefore }: Paths): LoadedAccounts {
  const index = { written: null, wanted: true, adopt: false };
  const head = { ...noHead, sentinelWritten: usedBefore, index };
  return {
    file: fileOf(head, {}),
    notices: noticesOf(usedBefore ? ['accounts_searching'] : []),
    readOnly: null,
    dirty: true,
    savedAt: null,
    revision: 0,
  };
}

function restoreMissing(paths: Paths): LoadedAccounts {
  const states = paths.snapshots.read();
  if (states.length === 0) return startAnew(paths);
  return {
    file: restore(states, paths.at),
    notices: noticesOf(['accounts_file_missing']),
    readOnly: null,
    dirty: true,
    savedAt: null,
    revision: paths.snapshots.highestRevision(),
  };
}

/** The list may be in a snapshot, but the file is there and may be whole. */
function showUnreadable(paths: Paths): LoadedAccounts {
  return {
    file: restore(paths.snapshots.read(), paths.at),
    notices: [],
    readOnly: 'unreadable',
    dirty: false,
    savedAt: null,
    revision: 0,
  };
}

function restoreDamaged(paths: Paths, found: AccountsText | null): LoadedAccounts {
  const highest = paths.snapshots.highestRevision();
  const earlier = paths.snapshots.read();
  const isStale = (found?.head?.revision ?? highest) < highest;
  const own = found === null ? [] : [found];
  const file = restore(isStale ? [...earlier, ...own] : [...own, ...earlier], paths.at);
  const fileName = setFileAside(paths.file, paths.at);
  const isEmpty = Object.keys(file.accounts).length === 0;
  return {
    file,
    notices: [
      ...noticesOf(['accounts_file_set_aside'], fileName),
      ...noticesOf(isEmpty ? ['accounts_searching'] : []),
    ],
    // Without a copy elsewhere the damaged file is the only one there is.
    readOnly: fileName === null ? 'not_set_aside' : null,
    dirty: true,
    savedAt: null,
    revision: Math.max(highest, found?.head?.revision ?? 0),
  };
}

/** Loads the file at `paths.file`. Never throws. */
export function loadAccountsFile(paths: Paths): LoadedAccounts {
  const read = readGuardedFile(paths.file);
  if (read.kind === 'missing') return restoreMissing(paths);
  if (read.kind === 'unreadable') return showUnreadable(paths);
  const found = read.kind === 'ok' ? readAccountsText(read.text) : null;
  if (found === null || found.kind === 'damaged') return restoreDamaged(paths, found);
  const { head, accounts, kind } = found;
  const { savedAt, revision } = head;
  const loaded = { file: fileOf(head, accounts), dirty: false, savedAt, revision };
  if (kind === 'newer') {
    const isEmpty = Object.keys(accounts).length === 0;
    const notices = noticesOf([isEmpty ? 'newer_schema_unreadable' : 'newer_schema']);
    return { ...loaded, notices, readOnly: 'newer_schema' };
  }
  // An older file came back in its place, or the two were swapped.
  if (revision < paths.snapshots.highestRevision()) return restoreDamaged(paths, found);
  return { ...loaded, notices: [], readOnly: null };
}
