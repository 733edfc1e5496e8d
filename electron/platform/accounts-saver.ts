/** When the list is written: soon after it changed, and again where the disk refused (requirements D-02, D-03). */
import { asAppError } from '../app-error.ts';
import type { AccountStore, Cancel, Clock, DiskTrouble } from '../ports.ts';
import { findWriteRefusal } from './guarded-file.ts';
import type { LoadedAccounts } from './load-accounts-file.ts';

const debounceMs = 250;
const retryMs = 10_000;

export type AccountsSaver = Pick<AccountStore, 'flush' | 'trouble'> & {
  /** What is in memory differs from the file from now on. */
  readonly changed: () => void;
};

type SaverDeps = {
  readonly folder: string;
  readonly clock: Clock;
  readonly loaded: LoadedAccounts;
  /** Throws AppError `disk_unwritable`. */
  readonly save: () => void;
  readonly onUnwritable?: (unwritable: boolean) => void;
};

/** A refusal that only a person or the system can end; everything else is taken for a lack of room. */
const refusals: readonly string[] = ['EROFS', 'EACCES', 'EPERM', 'newer_schema', 'unreadable'];

function troubleOf(reason: string | undefined): DiskTrouble {
  return refusals.includes(reason ?? '') ? 'read_only' : 'full';
}

function troubleAtStart(folder: string, { readOnly }: LoadedAccounts): DiskTrouble | null {
  if (readOnly === 'newer_schema' || readOnly === 'unreadable') return 'read_only';
  const refusal = findWriteRefusal(folder);
  return refusal === null ? null : troubleOf(refusal);
}

/** What is known to stand in the way, told when it changes. */
function createTroubleBook({ folder, loaded, onUnwritable = () => undefined }: SaverDeps) {
  let trouble = troubleAtStart(folder, loaded);
  return {
    current: () => trouble,
    show: (next: DiskTrouble | null): void => {
      if (next === trouble) return;
      trouble = next;
      onUnwritable(next !== null);
    },
  };
}

export function createAccountsSaver(deps: SaverDeps): AccountsSaver {
  const { folder, clock, loaded } = deps;
  const isForGood = loaded.readOnly === 'newer_schema' || loaded.readOnly === 'unreadable';
  const book = createTroubleBook(deps);
  let { dirty } = loaded;
  let cancelTimer: Cancel | null = null;

  const save = (): void => {
    try {
      deps.save();
    } catch (thrown) {
      book.show(troubleOf(asAppError(thrown).details.reason));
      throw thrown;
    }
    dirty = false;
    book.show(null);
  };
  const saveLater = (delayMs: number): void => {
    cancelTimer ??= clock.after(delayMs, () => {
      cancelTimer = null;
      tryAgain();
    });
  };
  const retryLater = (): void => {
    if (book.current() !== null && !isForGood) saveLater(retryMs);
  };
  const tryAgain = (): void => {
    try {
      if (dirty) save();
      else if (findWriteRefusal(folder) === null) book.show(null);
    } catch {
      // It has been shown.
    }
    retryLater();
  };

  if (dirty && book.current() === null) saveLater(0);
  retryLater();
  return {
    trouble: book.current,
    changed: () => {
      dirty = true;
      saveLater(debounceMs);
    },
    flush: async () => {
      if (!dirty) return;
      cancelTimer?.();
      cancelTimer = null;
      try {
        save();
      } finally {
        retryLater();
      }
    },
  };
}
