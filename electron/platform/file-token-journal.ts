/** The token journal as one file of this user: appended and synced, compacted when little of it counts (D-02 to D-06). */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../app-error.ts';
import type { Clock, JournalContent, SealedEntry, TokenJournal } from '../ports.ts';
import { appendLines, emptyFile, replaceFile } from './durable-write.ts';
import { ensurePrivateFolder, errorCodeOf, readGuardedFile, setFileAside } from './guarded-file.ts';
import {
  addEntry,
  contentText,
  dropEntry,
  dropLine,
  entryLine,
  parseJournal,
} from './journal-lines.ts';

/** Beyond this size what no longer counts is taken out; below it waits until nothing counts. */
const compactBeyondBytes = 4 * 1024 * 1024;

export type FileTokenJournalOptions = { readonly file: string; readonly clock: Clock };

/** What counts of the file, as of the last operation. */
type Known = { readonly live: Map<string, SealedEntry>; keyRetired: boolean };

function readContent({ file, clock }: FileTokenJournalOptions): JournalContent {
  ensurePrivateFolder(path.dirname(file));
  const found = readGuardedFile(file);
  if (found.kind === 'ok') return parseJournal(found.text);
  if (found.kind === 'unreadable') throw new Error('the journal cannot be read');
  // A link or a folder in its place is put aside, not followed.
  if (found.kind === 'unsafe' && setFileAside(file, clock.now().wall) === null) {
    throw new Error('the journal is not a file of this user');
  }
  return { entries: [], keyRetired: false };
}

/** One operation at a time, and every failure an AppError. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run).catch((thrown: unknown) => {
      throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
    });
    last = result.catch(() => undefined);
    return result;
  };
}

async function forget(file: string, { live, keyRetired }: Known, line: string): Promise<void> {
  if (live.size === 0 && !keyRetired) return emptyFile(file);
  await appendLines(file, line, { sync: false });
  if ((await stat(file)).size < compactBeyondBytes) return;
  const text = contentText({ entries: [...live.values()], keyRetired });
  if (text.length < compactBeyondBytes / 2) await replaceFile(file, text);
}

type Batch = { readonly entries: SealedEntry[]; readonly done: Promise<void> };

/** Opened for each use: the file may be moved away while the app runs. A damaged one never stops the app. */
export function createFileTokenJournal(options: FileTokenJournalOptions): TokenJournal {
  const { file } = options;
  const inTurn = createTurns();
  let known: Known | null = null;
  let batch: Batch | null = null;
  const load = (): Known => {
    if (known !== null) return known;
    const { entries, keyRetired } = readContent(options);
    known = { live: new Map(entries.map((it) => [it.accountId, it])), keyRetired };
    return known;
  };
  /** Entries that wait for their turn together are written and synced together. */
  const startBatch = (): Batch => {
    const entries: SealedEntry[] = [];
    const done = inTurn(async () => {
      if (batch?.entries === entries) batch = null;
      const { live } = load();
      await appendLines(file, entries.map(entryLine).join(''), { sync: true });
      for (const entry of entries) addEntry(live, entry);
    });
    return { entries, done };
  };
  /** What is appended after this call comes after it in the file, too. */
  const between = <T>(run: () => Promise<T>): Promise<T> => {
    batch = null;
    return inTurn(run);
  };
  return {
    read: () =>
      between(async () => {
        const { live, keyRetired } = load();
        return { entries: [...live.values()], keyRetired };
      }),
    append(entry) {
      batch ??= startBatch();
      batch.entries.push(entry);
      return batch.done;
    },
    drop: (accountId, generation) =>
      between(async () => {
        const current = load();
        if (!dropEntry(current.live, accountId, generation)) return;
        await forget(file, current, dropLine(accountId, generation));
      }),
    compact: ({ keyRetired }) =>
      between(async () => {
        const current = load();
        const entries = [...current.live.values()];
        await replaceFile(file, contentText({ entries, keyRetired }));
        current.keyRetired = keyRetired;
      }),
  };
}
