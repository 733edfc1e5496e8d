/** Writes the lines of the audit log about a run as a whole; those of its accounts are written by their revocation. */
import { nothingAsked } from '../../shared/audit.ts';
import { asAppError } from '../app-error.ts';
import type { StoredRun } from '../stored-run.ts';
import type { AccountDeps } from './account-deps.ts';

/** `label` carries the kind and the number of accounts. Never stops the run itself. */
export async function auditRun(
  deps: Pick<AccountDeps, 'audit' | 'logger'>,
  event: 'run_started' | 'run_finished',
  run: StoredRun,
): Promise<void> {
  const facts = {
    ...nothingAsked,
    event,
    accountId: run.runId,
    label: `${run.kind} ${run.accounts.length}`,
    issuer: '',
    outcome: run.stopped ? 'failed' : 'ok',
  } as const;
  try {
    await deps.audit.append(facts, { durable: true });
  } catch (thrown) {
    deps.logger.error('audit.append', { code: asAppError(thrown).code });
  }
}
