/** Three earlier states of the accounts file, minutes apart, and the one before the last write (requirement D-01). */
import { constants, copyFileSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type AccountsText,
  type FileHead,
  fileEnd,
  headEnd,
  layOut,
  parseMemberLine,
} from './accounts-file-format.ts';
import { readGuardedFile, readGuardedFirstLine } from './guarded-file.ts';
import { readAccountsText, readHead } from './read-accounts-text.ts';

const snapshotCount = 3;
const apartMs = 10 * 60_000;
/** Before accounts come or go they are less far apart, but sixty additions in a row leave one. */
const apartAroundChangesMs = 60_000;

export type AccountSnapshots = {
  /** What can be read of the earlier states, the newest first. */
  readonly read: () => readonly AccountsText[];
  /** The highest revision that any of them has. */
  readonly highestRevision: () => number;
  /** Keeps the file as it lies on the disk now, if the newest snapshot is old enough. Never throws. */
  readonly keep: (occasion: SnapshotOccasion) => void;
  /** Takes removed accounts out of every earlier state. Never throws. */
  readonly forget: (accountIds: readonly string[]) => void;
};

export type SnapshotOccasion = {
  /** Epoch ms. */
  readonly at: number;
  /** `always`: the layout of the file is about to change. */
  readonly kind: 'ordinary' | 'membership' | 'always';
  /** A second name for the old content costs nothing, but is the same content: only before it is replaced. */
  readonly by: 'link' | 'copy';
};

/** File systems without links get a copy. */
function duplicate(file: string, target: string, by: SnapshotOccasion['by']): void {
  if (by === 'link') {
    try {
      linkSync(file, target);
      return;
    } catch {
      // A copy follows.
    }
  }
  copyFileSync(file, target, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
}

function replaceText(file: string, text: string): void {
  const next = `${file}.next`;
  rmSync(next, { force: true });
  writeFileSync(next, text, { mode: 0o600, flag: 'wx' });
  renameSync(next, file);
}

/** The text without these accounts and with their tombstones; null where it cannot be told what is in it. */
function withoutAccounts(text: string, accountIds: readonly string[]): string | null {
  const lines = text.split('\n');
  const head = readHead(lines[0] ?? '');
  if (head === null || lines[1] !== headEnd || lines.at(-1) !== fileEnd) return null;
  const tombstones = [...new Set([...head.tombstones, ...accountIds])];
  const kept = lines
    .slice(2, -1)
    .filter((line) => !accountIds.includes(parseMemberLine(line)?.id ?? ''))
    .map((line) => (line.endsWith(',') ? line.slice(0, -1) : line));
  return layOut({ ...head, tombstones }, kept);
}

function forgetIn(file: string, accountIds: readonly string[]): void {
  const read = readGuardedFile(file);
  if (read.kind === 'missing') return;
  try {
    const rest = read.kind === 'ok' ? withoutAccounts(read.text, accountIds) : null;
    if (rest !== null) replaceText(file, rest);
    else rmSync(file, { force: true });
  } catch {
    removeQuietly(file);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    return;
  }
}

/** Renames the others out of the way first: a crash in between leaves a hole and loses the oldest at most. */
function rotate(file: string, slots: readonly string[], by: SnapshotOccasion['by']): void {
  for (let index = slots.length - 1; index > 0; index -= 1) {
    try {
      renameSync(slots[index - 1] ?? '', slots[index] ?? '');
    } catch {
      // There are not yet so many.
    }
  }
  duplicate(file, slots[0] ?? '', by);
}

/** Snapshots beside `file`; `previous` is the state before the last write. */
export function openAccountSnapshots(file: string, previous: string): AccountSnapshots {
  const stem = file.slice(0, -path.extname(file).length);
  const slots = Array.from(
    { length: snapshotCount },
    (_, index) => `${stem}.snapshot-${index + 1}.json`,
  );
  const headsOf = (files: readonly string[]): readonly FileHead[] =>
    files.flatMap((it) => readHead(readGuardedFirstLine(it)) ?? []);
  /** When the newest was taken or, before this process took one, when its content was written. */
  let newestAt: number | null = null;

  return {
    read: () =>
      [previous, ...slots]
        .map((it) => readGuardedFile(it))
        .flatMap((it) => (it.kind === 'ok' ? [readAccountsText(it.text)] : []))
        .sort((a, b) => (b.head?.revision ?? -1) - (a.head?.revision ?? -1)),
    highestRevision: () =>
      Math.max(0, ...headsOf([previous, ...slots]).map(({ revision }) => revision)),
    keep({ at, kind, by }) {
      newestAt ??= headsOf(slots)[0]?.savedAt ?? null;
      const apart = kind === 'membership' ? apartAroundChangesMs : apartMs;
      // A clock that was set back counts as time enough.
      const recent = newestAt !== null && at >= newestAt && at - newestAt < apart;
      if (recent && kind !== 'always') return;
      try {
        rotate(file, slots, by);
        newestAt = at;
      } catch {
        return;
      }
    },
    forget: (accountIds) => {
      for (const it of [previous, ...slots]) forgetIn(it, accountIds);
    },
  };
}
