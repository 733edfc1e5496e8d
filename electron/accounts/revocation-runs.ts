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
import type { StoredRun, StoredRunAccount } from '../stored-run.ts';
import type { AccountDeps } from './account-deps.ts';
import { cancelFlowsOf } from './authorize-account.ts';
import type { FlowDeps } from './flow-deps.ts';
import { createIssuerLimiter } from './issuer-limiter.ts';
import { newAccountId } from './new-id.ts';
import { earlierOf } from './preview-revocation.ts';
import { revokeAccount } from './revoke-account.ts';
import { auditRun } from './run-audit.ts';
import { viewOfRun } from './run-view.ts';
import { serverNameOf } from './server-name.ts';

/** Requests at once to one issuer. */
const perIssuer = 4;

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
  /** Resolves when it has begun. Throws AppError `run_active`, `run_unconfirmed` or `disk_unwritable`. */
  readonly start: (request: RunRequest) => Promise<{ readonly runId: string }>;
  /** Takes up what a crash or a locked keychain left; does nothing where there is nothing. */
  readonly resume: () => Promise<void>;
  /** Begins nothing more; what is under way ends. */
  readonly stop: () => void;
  /** Forgets a finished run; its report is gone with it. */
  readonly dismiss: () => Promise<void>;
  /** The last run, with what became of its pending accounts since; null where there is none. */
  readonly report: () => StoredRun | null;
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

  const show = (): void => deps.snapshot.update({ run: run && viewOfRun(run, running) });
  const keep = async (next: StoredRun | null): Promise<void> => {
    run = next;
    show();
    await deps.runs.write(next);
  };
  const settle = async (accountId: string, done: StoredRunAccount['done']): Promise<void> => {
    running.delete(accountId);
    if (run === null) return;
    const accounts = run.accounts.map((it) => (it.accountId === accountId ? { ...it, done } : it));
    await keep({ ...run, accounts });
  };

  const runOne = async (accountId: string, step: (id: string) => Promise<void>): Promise<void> => {
    const record = deps.registry.find(accountId);
    const issuer = record === undefined ? '' : serverNameOf(record.definition);
    await limiter.run(issuer, async () => {
      if (run === null || run.stopped) return;
      running.add(accountId);
      show();
      await step(accountId).finally(() => running.delete(accountId));
    });
  };

  /** Whatever goes wrong here goes wrong again in the second pass, where it is kept. */
  const endRefreshToken = async (accountId: string): Promise<void> => {
    if (deps.registry.find(accountId)?.tokens?.refreshTokenHeld !== true) return;
    cancelFlowsOf(deps, accountId);
    await revokeAccount(deps, accountId, { only: 'refresh_token' }).catch((thrown: unknown) =>
      deps.logger.info('run.refresh_token', { accountId, code: asAppError(thrown).code }),
    );
  };
  const endAll = async (accountId: string): Promise<void> => {
    cancelFlowsOf(deps, accountId);
    const done = await revokeForRun(deps, accountId);
    if (done !== 'keychain') await settle(accountId, done);
  };

  const drive = async (): Promise<void> => {
    if (driving || run === null || run.finishedAt !== null) return;
    driving = true;
    try {
      const left = run.accounts.filter((it) => it.done === null).map((it) => it.accountId);
      if (run.kind === 'panic') await Promise.all(left.map((id) => runOne(id, endRefreshToken)));
      await Promise.all(left.map((id) => runOne(id, endAll)));
      await finishWhenDone();
    } finally {
      driving = false;
    }
  };
  const finishWhenDone = async (): Promise<void> => {
    if (run === null) return;
    if (!run.stopped && run.accounts.some((it) => it.done === null)) return;
    await keep({ ...run, finishedAt: deps.clock.now().wall });
    await auditRun(deps, 'run_finished', run);
  };
  const driveQuietly = (): void => {
    void drive().catch((thrown: unknown) => {
      deps.logger.error('run.drive', { code: asAppError(thrown).code });
    });
  };

  return {
    start: async (request) => {
      if (run !== null && run.finishedAt === null) throw new AppError('run_active');
      const records = request.accountIds.flatMap((id) => deps.registry.find(id) ?? []);
      await confirm(deps, request, records);
      const started = startedRun(deps, request.kind, records);
      await keep(started);
      await auditRun(deps, 'run_started', started);
      driveQuietly();
      return { runId: started.runId };
    },
    resume: async () => {
      run ??= await deps.runs.read();
      if (run === null) return;
      show();
      driveQuietly();
    },
    stop: () => {
      if (run !== null && run.finishedAt === null) run = { ...run, stopped: true };
      show();
      // While it waits for a keychain nothing is under way that would notice.
      driveQuietly();
    },
    dismiss: async () => {
      if (run !== null && run.finishedAt === null) throw new AppError('run_active');
      await keep(null);
    },
    report: () => run && { ...run, accounts: run.accounts.map((it) => upToDate(deps, it)) },
  };
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
    runId: newAccountId(),
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

/** `keychain` where it did not answer: then the account waits until it does. */
async function revokeForRun(
  deps: AccountDeps,
  accountId: string,
): Promise<StoredRunAccount['done'] | 'keychain'> {
  const at = deps.clock.now().wall;
  const before = deps.registry.find(accountId);
  const earlier = before === undefined ? null : earlierOf(before, at);
  try {
    if (before?.grant.status === 'revoked') {
      return { at, outcomes: [...before.grant.outcomes], pending: false, code: null, earlier };
    }
    const { outcomes, pending } = await revokeAccount(deps, accountId);
    return { at: deps.clock.now().wall, outcomes: [...outcomes], pending, code: null, earlier };
  } catch (thrown) {
    const { code } = asAppError(thrown);
    if (code.startsWith('keychain_')) return 'keychain';
    return { at, outcomes: [], pending: false, code, earlier };
  }
}

/** What a pending revocation became since the run noted it. */
function upToDate(deps: AccountDeps, account: StoredRunAccount): StoredRunAccount {
  const grant = deps.registry.find(account.accountId)?.grant;
  if (account.done?.pending !== true || grant === undefined) return account;
  if (grant.status !== 'revoked' && grant.status !== 'not_revoked') return account;
  const { at, outcomes } = grant;
  return { ...account, done: { ...account.done, at, outcomes: [...outcomes], pending: false } };
}
