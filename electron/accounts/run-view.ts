/** Projects a run of revocations into what the window watches: states, verdicts and times, nothing of a token. */
import type { RunAccount, RunView } from '../../shared/revocation-run.ts';
import { lastUntil, weakestOf } from '../../shared/verdict.ts';
import type { StoredRun, StoredRunAccount } from '../stored-run.ts';

/** `running` holds the accounts at which something is under way. */
export function viewOfRun(run: StoredRun, running: ReadonlySet<string>): RunView {
  const { runId, kind, startedAt, finishedAt, stopped, accounts } = run;
  return {
    runId,
    kind,
    startedAt,
    finishedAt,
    stopped,
    accounts: accounts.map((it) => viewOfAccount(it, running.has(it.accountId))),
  };
}

function viewOfAccount(account: StoredRunAccount, isRunning: boolean): RunAccount {
  const { accountId, label, server, environment, done } = account;
  const outcomes = done?.outcomes ?? [];
  return {
    accountId,
    label,
    server,
    environment,
    state: done !== null ? 'done' : isRunning ? 'running' : 'waiting',
    verdict: weakestOf(outcomes),
    until: lastUntil(outcomes),
    pending: done?.pending ?? false,
    hasPage: account.page !== null,
    code: done?.code ?? null,
  };
}
