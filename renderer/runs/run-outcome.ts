/** What became of one account of a run, in one word of a closed list; never stronger than its weakest verdict (P-13). */
import { type AccountView, isEnding } from '../../shared/account-view.ts';
import type { RunAccount, RunView } from '../../shared/revocation-run.ts';
import { lastUntil, type Verdict, verdicts, weakestOf } from '../../shared/verdict.ts';

/** What needs a person comes first, what is over last. */
export const runOutcomes = [
  'not_revoked',
  'failed',
  'foreign_client',
  'not_begun',
  'pending',
  'alive_until',
  'running',
  'waiting',
  'expired',
  'accepted',
  'proven_dead',
  'nothing_held',
] as const satisfies readonly (Verdict | string)[];
export type RunOutcome = (typeof runOutcomes)[number];

export type RunRow = { readonly account: RunAccount; readonly outcome: RunOutcome };

/** One row for each account; once the run has ended, those that need a person come first. */
export function rowsOf(
  run: RunView,
  find: (accountId: string) => AccountView | undefined,
): readonly RunRow[] {
  const isOver = run.finishedAt !== null;
  const rows = run.accounts.map((it) => {
    const account = withLaterVerdict(it, find(it.accountId));
    return { account, outcome: outcomeOf(account, isOver) };
  });
  if (!isOver) return rows;
  const rank = ({ outcome }: RunRow): number => runOutcomes.indexOf(outcome);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

/** How many there are of each, in the same order; what does not occur is left out. */
export function countOutcomes(
  rows: readonly RunRow[],
): readonly { readonly outcome: RunOutcome; readonly count: number }[] {
  return runOutcomes
    .map((outcome) => ({ outcome, count: rows.filter((it) => it.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
}

/** True where it is the verdict about the account, and no state of the run. */
export function isVerdict(outcome: RunOutcome): outcome is Verdict {
  return (verdicts as readonly RunOutcome[]).includes(outcome);
}

/** True where only somebody at the provider can still do something. */
export function needsHand(outcome: RunOutcome): boolean {
  return ['not_revoked', 'failed', 'foreign_client', 'not_begun'].includes(outcome);
}

function outcomeOf({ state, pending, verdict, code }: RunAccount, isOver: boolean): RunOutcome {
  if (state !== 'done') return isOver ? 'not_begun' : state;
  if (pending) return 'pending';
  if (verdict !== null) return verdict;
  return code === 'no_tokens' ? 'nothing_held' : 'failed';
}

/**
 * A pending revocation is asked for again after the run has ended: the account knows better then. Nobody asks again where
 * the account was removed, or signed in anew after its revocation.
 */
function withLaterVerdict(account: RunAccount, view: AccountView | undefined): RunAccount {
  if (!account.pending) return account;
  const isStill = view?.grant.status === 'revocation_pending' || view?.operation === 'revoking';
  if (isStill) return account;
  if (view === undefined || !isEnding(view.grant)) return { ...account, pending: false };
  const { outcomes } = view.grant;
  return {
    ...account,
    pending: false,
    verdict: weakestOf(outcomes),
    until: lastUntil(outcomes),
  };
}
