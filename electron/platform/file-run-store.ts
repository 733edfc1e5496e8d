/** Keeps the last run of revocations in a file of its own, mode 0600, replaced whole and synced (requirement D-04). */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../app-error.ts';
import type { Clock, RunStore } from '../ports.ts';
import { type StoredRun, storedRunSchema } from '../stored-run.ts';
import { replaceFile } from './durable-write.ts';
import { ensurePrivateFolder, errorCodeOf, setFileAside } from './guarded-file.ts';

type Waiting = { run: StoredRun | null; readonly written: Promise<void> };

/**
 * Writes follow each other: a later state never loses to an earlier one. One that waits for its turn is replaced by a
 * later one, and both are told when that is on disk: of a large run each is megabytes.
 */
export function createFileRunStore(options: {
  readonly file: string;
  readonly clock: Clock;
}): RunStore {
  const { file, clock } = options;
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Waiting | null = null;
  return {
    read: async () => {
      await last;
      try {
        const run = storedRunSchema.parse(JSON.parse(await readFile(file, 'utf8')));
        return { kind: 'read', run };
      } catch (thrown) {
        if (errorCodeOf(thrown) === 'ENOENT') return { kind: 'absent' };
        const fileName = setFileAside(file, clock.now().wall);
        // Where it stays, the next start says it again.
        if (fileName !== null) await rm(file, { force: true }).catch(() => undefined);
        return { kind: 'damaged', fileName };
      }
    },
    write: (run) => {
      if (waiting !== null) {
        waiting.run = run;
        return waiting.written;
      }
      const written = last.then(() => {
        waiting = null;
        return writeFile(file, next.run);
      });
      const next: Waiting = { run, written };
      waiting = next;
      last = written.catch(() => undefined);
      return written;
    },
  };
}

async function writeFile(file: string, run: StoredRun | null): Promise<void> {
  try {
    ensurePrivateFolder(path.dirname(file));
    if (run === null) await rm(file, { force: true });
    else await replaceFile(file, JSON.stringify(run));
  } catch (thrown) {
    throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
  }
}
