/**
 * Revokes many accounts in one go: in parallel within a limit for each issuer, in a panic every refresh token first, each
 * step kept on disk, so that a crash in the middle is taken up again and every account ends in a verdict.
 */
import { nameOfSubject } from '../../shared/account-view.ts';
import { needsConfirmation, type RunKind } from '../../shared/revocation-run.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { RunStore } from '../ports.ts';
import type { StoredRun } from '../stored-run.ts';
import { cancelFlowsOf } from './authorize-account.ts';
import type { FlowDeps } from './flow-deps.ts';
import { createIssuerLimiter } from './issuer-limiter.ts';
import { newRunId } from './new-id.ts';
import { revokeAccount } from './revoke-account.ts';
import { begunSince, revokeForRun, upToDate } from './revoke-for-run.ts';
import { auditRun } from './run-audit.ts';
import { createRunRecord } from './run-record.ts';
import { serverNameOf } from './server-name.ts';

/** Requests at once to one issuer. */
const perIssuer = 4;
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
  const record = createRunRecord(deps);
  /** Fingerprints; memory alone, so that a crash makes a verdict weaker and never stronger. */
  const seenWorking = new Set<string>();
  let driving = false;
  let finishing: Promise<void> = Promise.resolve();

  const runOne = async (accountId: string, step: () => Promise<void>): Promise<void> => {
    const definition = deps.registry.find(accountId)?.definition;
    const issuer = definition === undefined ? '' : serverNameOf(definition);
    await limiter.run(issuer, async () => {
      if (record.current()?.stopped !== false) return;
      record.setRunning(accountId, true);
      await step().finally(() => record.setRunning(accountId, false));
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
    const refreshTokenAsked = asked.has(accountId);
    const done = await revokeForRun(deps, accountId, { refreshTokenAsked, seenWorking });
    if (done !== 'keychain') await record.settle(accountId, done);
  };

  const drive = async (): Promise<void> => {
    const run = record.current();
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
      // While the line about its end was written, this one may have been dismissed and another begun.
      if (record.current()?.runId !== run.runId) driveQuietly();
    }
  };
  /** A locked keychain says itself when it is back, and no timer asks it (K-12). */
  const goOnLater = (): void => {
    deps.clock.after(againMs, () => {
      if (deps.snapshot.sections().keychain.state === 'ready') driveQuietly();
    });
  };
  const finishWhenDone = async (): Promise<void> => {
    const run = record.current();
    if (run === null) return;
    if (!run.stopped && run.accounts.some((it) => it.done === null)) return goOnLater();
    finishing = finish(run);
    await finishing;
  };
  const finish = async (run: StoredRun): Promise<void> => {
    const accounts = run.accounts.map((it) => ({
      ...it,
      done: it.done ?? begunSince(deps, it.accountId, run.startedAt),
    }));
    await record.keepIfPossible({ ...run, accounts, finishedAt: deps.clock.now().wall });
    await auditRun(deps, 'run_finished', run);
  };
  const driveQuietly = (): void => {
    void drive().catch((thrown: unknown) => {
      deps.logger.error('run.drive', { code: asAppError(thrown).code });
    });
  };

  const refuseWhileActive = (): void => {
    const run = record.current();
    if (run !== null && run.finishedAt === null) throw new AppError('run_active');
  };

  return {
    start: async (request) => {
      await record.load();
      refuseWhileActive();
      const accounts = request.accountIds.flatMap((id) => deps.registry.find(id) ?? []);
      await confirmRequest(deps, request, accounts);
      // The native question may stand on the screen for long.
      refuseWhileActive();
      const started = startedRun(deps, request.kind, accounts);
      await record.keepIfPossible(started);
      await auditRun(deps, 'run_started', started);
      driveQuietly();
      return { runId: started.runId };
    },
    resume: async () => {
      await record.load();
      driveQuietly();
    },
    stop: () => {
      const run = record.current();
      if (run === null || run.finishedAt !== null) return;
      void record.keepIfPossible({ ...run, stopped: true });
      driveQuietly();
    },
    dismiss: async () => {
      // What was not read yet may be a run that a crash cut short.
      await record.load();
      refuseWhileActive();
      await record.keep(null);
    },
    isTaken: record.isTaken,
    report: () => {
      const run = record.current();
      return run && { ...run, accounts: run.accounts.map((it) => upToDate(deps, it)) };
    },
    settled: async () => {
      await record.written();
      await finishing;
    },
  };
}

async function confirmRequest(
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
