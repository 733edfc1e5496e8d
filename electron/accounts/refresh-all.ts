/** Refreshes every account that can be, and ends in one summary. */
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { RefreshAllOutcome } from '../../shared/operations.ts';
import type { AccountRecord } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import { isSaved, refreshAccount, refreshObstacle } from './refresh-account.ts';
import { isLoss } from './token-store.ts';

type Verdict = keyof RefreshAllOutcome;

/** Never throws: each account's own trouble is counted. Accounts already revoked are not part of it. */
export async function refreshAll(deps: AccountDeps): Promise<RefreshAllOutcome> {
  const records = deps.registry.all().filter((it) => it.grant.status !== 'revoked');
  const verdicts = await Promise.all(records.map((record) => refreshForSummary(deps, record)));
  const count = (verdict: Verdict): number => verdicts.filter((it) => it === verdict).length;
  return {
    refreshed: count('refreshed'),
    unsaved: count('unsaved'),
    needSignIn: count('needSignIn'),
    cannot: count('cannot'),
    failed: count('failed'),
  };
}

async function refreshForSummary(deps: AccountDeps, record: AccountRecord): Promise<Verdict> {
  const { status } = record.grant;
  const signsIn = !needsNoPerson(record.definition);
  if (signsIn && (status === 'none' || status === 'refused')) return 'needSignIn';
  if (refreshObstacle(record) !== null) return 'cannot';
  try {
    await refreshAccount(deps, record.accountId);
    return isSaved(deps, record.accountId) ? 'refreshed' : 'unsaved';
  } catch (thrown) {
    const { code } = asAppError(thrown);
    deps.logger.info('refresh_all.account', { code });
    if (code === 'not_saved') return 'unsaved';
    const isOver = isLoss(code) || deps.registry.find(record.accountId)?.grant.status === 'refused';
    return signsIn && isOver ? 'needSignIn' : 'failed';
  }
}
