/** What is known of the last run of revocations: in memory, on disk after each step, and as the window is shown it. */
import type { Notice } from '../../shared/snapshot.ts';
import { asAppError } from '../app-error.ts';
import type { Cancel, RunStore } from '../ports.ts';
import type { StoredRun, StoredRunAccount } from '../stored-run.ts';
import type { AccountDeps } from './account-deps.ts';
import { viewOfRun } from './run-view.ts';

/** Rows that the window gets anew with every step; of more, less often. */
const shownAtOnce = 100;
const showMsPerRow = 0.1;

export type RunRecord = {
  /** Reads what an earlier start left, once; says it in a notice where that was damaged. */
  readonly load: () => Promise<void>;
  readonly current: () => StoredRun | null;
  /** Shows it now and resolves when it is on disk. Throws AppError `disk_unwritable`. */
  readonly keep: (next: StoredRun | null) => Promise<void>;
  /** The same, but a full disk takes the record of a run away, and not the run itself. */
  readonly keepIfPossible: (next: StoredRun) => Promise<void>;
  /** Shows that the account's turn has come, or that it is over. */
  readonly setRunning: (accountId: string, isRunning: boolean) => void;
  /** What became of one account. */
  readonly settle: (accountId: string, done: StoredRunAccount['done']) => Promise<void>;
  /** True while the run has yet to end this account. */
  readonly isTaken: (accountId: string) => boolean;
  /** Resolves when what is shown is on disk, or the disk has refused it. */
  readonly written: () => Promise<void>;
};

type RecordDeps = Pick<AccountDeps, 'registry' | 'snapshot' | 'clock' | 'logger'> & {
  readonly runs: RunStore;
};

export function createRunRecord(deps: RecordDeps): RunRecord {
  let run: StoredRun | null = null;
  let taken: ReadonlySet<string> = new Set();
  let loading: Promise<void> | null = null;
  let cancelShow: Cancel | null = null;
  let lastWrite: Promise<void> = Promise.resolve();
  const running = new Set<string>();

  const take = (accountIds: ReadonlySet<string>): void => {
    taken = accountIds;
    deps.registry.setInRun(accountIds);
  };
  const show = (): void => {
    cancelShow?.();
    cancelShow = null;
    deps.snapshot.update({ run: run && viewOfRun(run, running) });
  };
  /** Each time the window gets all rows: of thousands, a second or less later is soon enough. */
  const showProgress = (): void => {
    const rows = run?.accounts.length ?? 0;
    if (rows <= shownAtOnce) show();
    else cancelShow ??= deps.clock.after(rows * showMsPerRow, show);
  };
  const keep = async (next: StoredRun | null, shown = show): Promise<void> => {
    run = next;
    take(openAccounts(next));
    shown();
    lastWrite = deps.runs.write(next);
    await lastWrite;
  };
  const keepIfPossible = (next: StoredRun, shown = show): Promise<void> =>
    keep(next, shown).catch((thrown: unknown) =>
      deps.logger.error('run.keep', { code: asAppError(thrown).code }),
    );
  return {
    // Once: what is read later than that is older than what is in memory.
    load: () => {
      loading ??= deps.runs.read().then((reading) => {
        if (reading.kind === 'damaged') sayDamaged(deps, reading.fileName);
        run ??= reading.kind === 'read' ? reading.run : null;
        take(openAccounts(run));
        if (run !== null) show();
      });
      return loading;
    },
    current: () => run,
    keep: (next) => keep(next),
    keepIfPossible: (next) => keepIfPossible(next),
    setRunning: (accountId, isRunning) => {
      if (!isRunning) return void running.delete(accountId);
      running.add(accountId);
      showProgress();
    },
    settle: async (accountId, done) => {
      running.delete(accountId);
      if (run === null) return;
      const accounts = run.accounts.map((it) =>
        it.accountId === accountId ? { ...it, done } : it,
      );
      await keepIfPossible({ ...run, accounts }, showProgress);
    },
    isTaken: (accountId) => taken.has(accountId),
    // What the disk did not take was logged by whoever kept it.
    written: () => lastWrite.catch(() => undefined),
  };
}

function openAccounts(run: StoredRun | null): ReadonlySet<string> {
  if (run === null || run.finishedAt !== null || run.stopped) return new Set();
  return new Set(run.accounts.filter((it) => it.done === null).map((it) => it.accountId));
}

/** Nobody can tell any more whether it was finished, and accounts that it was to end may be alive. */
function sayDamaged({ snapshot }: RecordDeps, fileName: string | null): void {
  const notice: Notice = { code: 'run_file_set_aside', fileName };
  snapshot.update({ notices: [...snapshot.sections().notices, notice] });
}
