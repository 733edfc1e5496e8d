/** The journal's real file under faults: a full disk, and an end of the process before, within and after each change. */
import { appendFileSync } from 'node:fs';
import { AppError } from '../../../electron/app-error.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { entryLine } from '../../../electron/platform/journal-lines.ts';
import type { Clock, SealedEntry, TokenJournal } from '../../../electron/ports.ts';
import type { AppProcess, CrashPoint } from './app-process.ts';

export type JournalOptions = {
  readonly file: string;
  readonly clock: Clock;
  readonly process: AppProcess;
  readonly isFull: () => boolean;
  /** How much of a line is left by a crash while it is written, in thousandths. */
  readonly tornShare: () => number;
};

function tear({ file, tornShare }: JournalOptions, entry: SealedEntry): void {
  const line = entryLine(entry);
  appendFileSync(file, line.slice(0, Math.floor((line.length * tornShare()) / 1000)));
}

/** As one process sees it; a process that has died changes nothing more. */
export function createFaultJournal(options: JournalOptions): TokenJournal {
  const { file, clock, process, isFull } = options;
  const journal = createFileTokenJournal({ file, clock });
  const change = async (
    points: readonly [CrashPoint, CrashPoint],
    run: () => Promise<void>,
  ): Promise<void> => {
    process.reach(points[0]);
    await process.whileAlive();
    if (isFull()) throw new AppError('disk_unwritable', { reason: 'ENOSPC' });
    await process.busy(run);
    process.reach(points[1]);
    return process.whileAlive();
  };
  return {
    read: async () => {
      await process.whileAlive();
      const content = await process.busy(journal.read);
      await process.whileAlive();
      return content;
    },
    append: async (entry) => {
      if (process.willDieAt('appending')) tear(options, entry);
      return change(['appending', 'appended'], () => journal.append(entry));
    },
    drop: (accountId, generation) =>
      change(['dropping', 'dropped'], () => journal.drop(accountId, generation)),
    compact: (note) => change(['compacting', 'compacted'], () => journal.compact(note)),
  };
}
