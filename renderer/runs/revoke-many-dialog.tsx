/** Revoking the accounts a person picked: the selected rows, or all that the filter shows. */
import { useAccounts } from '../use-snapshot.ts';
import { ConfirmRun } from './confirm-run.tsx';

type RevokeManyProps = { readonly accountIds: readonly string[]; readonly onClose: () => void };

/** An account that is removed meanwhile is no longer in it. */
export function RevokeManyDialog({ accountIds, onClose }: RevokeManyProps) {
  const wanted = new Set(accountIds);
  const accounts = useAccounts().filter((it) => wanted.has(it.accountId));
  return <ConfirmRun kind="selected" accounts={accounts} onClose={onClose} />;
}
