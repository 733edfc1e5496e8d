/**
 * Revokes many accounts in one go: in parallel within a limit for each issuer, in a panic every refresh token first, each
 * step kept on disk, so that a crash in the middle is taken up again and every account ends in a verdict.
 */
import { nameOfSubject } from '../../shared/account-view.ts';
import { needsConfirmation, type RunKind } from '../../shared/revocation-run.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { Cancel, RunStore } from '../ports.ts';
import type { StoredRun, StoredRunAccount } from '../stored-run.ts';
import { cancelFlowsOf } from './authorize-account.ts';
import type { FlowDeps } from './flow-deps.ts';
import { createIssuerLimiter } from './issuer-limiter.ts';
import { newRunId } from './new-id.ts';
import { revokeAccount } from './revoke-account.ts';
import { revokeForRun, upToDate } from './revoke-for-run.ts';
import { auditRun } from './run-audit.ts';
import { viewOfRun } from './run-view.ts';
import { serverNameOf } from './server-name.ts';

/** Requests at once to one issuer. */
const perIssuer = 4;
/** Rows that the window gets anew with every step; of more, less often. */
const shownAtOnce = 100;
const showMsPerRow = 0.1;
/** Until accounts whose keychain item did not answer are taken up again. */
const againMs = 30_000;

export type RunRequest = {
  readonly kind: RunKind;
  readonly accountIds: readonly string[];
  /** `typed`: the number of accounts; `held`: the emergency button was held down. */
  readonly confirmation:
    | { readonly kind: 'none' }
    | { readonly kind: 'typed'; readonly count: number }
    | { readonly kind: 'held' };
};

export type RevocationRuns = {
  /** Resolves when it has begun. Throws AppError `run_active`, `run_unconfirmed` or `account_not_found`. */
  readonly start: (request: RunRequest) => Promise<{ readonly runId: string }>;
  /** Takes up what a crash or a locked keychain left; does nothing where there is nothing. */
  readonly resume: () => Promise<void>;
  /** Begins nothing more; what is under way ends. */
  readonly stop: () => void;
  /** Forgets a finished run; its report is gone with it. */
  readonly dismiss: () => Promise<void>;
  /** True while the run has yet to end this account: nobody else asks for it meanwhile. */
  readonly isTaken: (accountId: string) => boolean;
  /** The last run, with what became of its pending accounts since; null where there is none. */
  readonly report: () => StoredRun | null;
  /** Resolves when what is shown of the run is on disk too, with the line about its end; before quitting. */
  readonly settled: () => Promise<void>;
};

export type RunDeps = FlowDeps & {
  readonly runs: RunStore;
  /** The native question, in the system's own window, which no page can answer. */
  readonly confirmRun: (facts: {
    readonly count: number;
    readonly production: number;
  }) => Promise<boolean>;
};

export function createRevocationRuns(deps: RunDeps): RevocationRuns {
  const limiter = createIssuerLimiter(perIssuer);
  let run: StoredRun | null = null;
  let driving = false;
  const running = new Set<string>();
  /** Fingerprints; memory alone, so that a crash makes a verdict weaker and never stronger. */
  const seenWorking = new Set<string>();
  let taken: ReadonlySet<string> = new Set();
  let loading: Promise<void> | null = null;
  let cancelShow: Cancel | null = null;
  let written: Promise<void> = Promise.resolve();
  let finishing: Promise<void> = Promise.resolve();

  const take = (accountIds: ReadonlySet<string>): void => {
    taken = accountIds;
    deps.registry.setInRun(accountIds);
  };
  /** Once: what is read later than that is older than what is in memory. */
  const load = (): Promise<void> => {
    loading ??= deps.runs.read().then((stored) => {
      run ??= stored;
      take(openAccounts(run));
    });
    return loading;
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
    written = deps.runs.write(next);
    await written;
  };
  /** A full disk takes the record of a run away, and not the run itself. */
  const keepIfPossible = (next: StoredRun, shown = show): Promise<void> =>
    keep(next, shown).catch((thrown: unknown) =>
      deps.logger.error('run.keep', { code: asAppError(thrown).code }),
    );
  const settle = async (accountId: string, done: StoredRunAccount['done']): Promise<void> => {
    running.delete(accountId);
    if (run === null) return;
    const accounts = run.accounts.map((it) => (it.accountId === accountId ? { ...it, done } : it));
    await keepIfPossible({ ...run, accounts }, showProgress);
  };

  const runOne = async (accountId: string, step: () => Promise<void>): Promise<void> => {
    const record = deps.registry.find(accountId);
    const issuer = record === undefined ? '' : serverNameOf(record.definition);
    await limiter.run(issuer, async () => {
      if (run === null || run.stopped) return;
      running.add(accountId);
      showProgress();
      await step().finally(() => running.delete(accountId));
    });
  };

  /** Whatever goes wrong here goes wrong again in the second pass, where it is kept. */
  const endRefreshToken = async (accountId: string, asked: Set<string>): Promise<void> => {
    if (deps.registry.find(accountId)?.tokens?.refreshTokenHeld !== true) return;
    cancelFlowsOf(deps, accountId);
    try {
      await revokeAccount(deps, accountId, { only: 'refresh_token', seenWorking });
      asked.add(accountId);
    } catch (thrown) {
      deps.logger.info('run.refresh_token', { accountId, code: asAppError(thrown).code });
    }
  };
  const endAll = async (accountId: string, asked: ReadonlySet<string>): Promise<void> => {
    cancelFlowsOf(deps, accountId);
    const done = await revokeForRun(deps, accountId, {
      refreshTokenAsked: asked.has(accountId),
      seenWorking,
    });
    if (done !== 'keychain') await settle(accountId, done);
  };

  const drive = async (): Promise<void> => {
    if (driving || run === null || run.finishedAt !== null) return;
    driving = true;
    try {
      const left = run.accounts.filter((it) => it.done === null).map((it) => it.accountId);
      const asked = new Set<string>();
      if (run.kind === 'panic') {
        await Promise.all(left.map((id) => runOne(id, () => endRefreshToken(id, asked))));
      }
      await Promise.all(left.map((id) => runOne(id, () => endAll(id, asked))));
      await finishWhenDone();
    } finally {
      driving = false;
    }
  };
  /** A locked keychain says itself when it is back, and no timer asks it (K-12). */
  const goOnLater = (): void => {
    deps.clock.after(againMs, () => {
      if (deps.snapshot.sections().keychain.state === 'ready') driveQuietly();
    });
  };
  const finishWhenDone = async (): Promise<void> => {
    if (run === null) return;
    if (!run.stopped && run.accounts.some((it) => it.done === null)) return goOnLater();
    finishing = finish(run);
    await finishing;
  };
  const finish = async (done: StoredRun): Promise<void> => {
    await keepIfPossible({ ...done, finishedAt: deps.clock.now().wall });
    await auditRun(deps, 'run_finished', done);
  };
  const driveQuietly = (): void => {
    void drive().catch((thrown: unknown) => {
      deps.logger.error('run.drive', { code: asAppError(thrown).code });
    });
  };

  const refuseWhileActive = (): void => {
    if (run !== null && run.finishedAt === null) throw new AppError('run_active');
  };

  return {
    start: async (request) => {
      await load();
      refuseWhileActive();
      const records = request.accountIds.flatMap((id) => deps.registry.find(id) ?? []);
      await confirm(deps, request, records);
      // The native question may stand on the screen for long.
      refuseWhileActive();
      const started = startedRun(deps, request.kind, records);
      await keepIfPossible(started);
      await auditRun(deps, 'run_started', started);
      driveQuietly();
      return { runId: started.runId };
    },
    resume: async () => {
      await load();
      if (run === null) return;
      show();
      driveQuietly();
    },
    stop: () => {
      if (run === null || run.finishedAt !== null) return;
      void keepIfPossible({ ...run, stopped: true });
      driveQuietly();
    },
    dismiss: async () => {
      // What was not read yet may be a run that a crash cut short.
      await load();
      refuseWhileActive();
      await keep(null);
    },
    isTaken: (accountId) => taken.has(accountId),
    report: () => run && { ...run, accounts: run.accounts.map((it) => upToDate(deps, it)) },
    settled: async () => {
      // What the disk did not take was logged by whoever kept it.
      await written.catch(() => undefined);
      await finishing;
    },
  };
}

function openAccounts(run: StoredRun | null): ReadonlySet<string> {
  if (run === null || run.finishedAt !== null || run.stopped) return new Set();
  return new Set(run.accounts.filter((it) => it.done === null).map((it) => it.accountId));
}

async function confirm(
  deps: RunDeps,
  { confirmation, accountIds }: RunRequest,
  records: readonly AccountRecord[],
): Promise<void> {
  if (records.length === 0) throw new AppError('account_not_found');
  const definitions = records.map((it) => it.definition);
  if (!needsConfirmation(definitions) || confirmation.kind === 'held') return;
  const typed = confirmation.kind === 'typed' && confirmation.count === accountIds.length;
  if (!typed) throw new AppError('run_unconfirmed');
  const production = definitions.filter((it) => it.environment === 'production').length;
  const agreed = await deps.confirmRun({ count: records.length, production });
  if (!agreed) throw new AppError('run_unconfirmed');
}

function startedRun(deps: RunDeps, kind: RunKind, records: readonly AccountRecord[]): StoredRun {
  return {
    v: 1,
    runId: newRunId(),
    kind,
    startedAt: deps.clock.now().wall,
    finishedAt: null,
    stopped: false,
    accounts: records.map((record) => ({
      accountId: record.accountId,
      label: record.definition.label,
      server: serverNameOf(record.definition),
      environment: record.definition.environment,
      who: record.subject === null ? null : nameOfSubject(record.subject),
      page: record.server === null ? null : chooseRecipe(record.server).facts.page,
      done: null,
    })),
  };
}
