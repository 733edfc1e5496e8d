/** What main tells of the selected account beyond the list: asked on selection and again after each change of it. */
import { useEffect, useState } from 'react';
import type { AccountDetails } from '../../shared/account-details.ts';
import type { AccountView } from '../../shared/account-view.ts';
import { useServices } from '../services.tsx';

export type DetailsAnswer =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly details: AccountDetails }
  | { readonly phase: 'failed' };

/** Keeps the last answer of the same account on screen while the next is on its way; late answers are dropped. */
export function useDetails(account: AccountView): DetailsAnswer {
  const { client } = useServices();
  const { accountId } = account;
  const [held, setHeld] = useState<AccountDetails | null>(null);
  const [failedFor, setFailedFor] = useState<AccountView | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = async (asked: AccountView): Promise<void> => {
      const answer = await client.request('account.details', { accountId: asked.accountId });
      if (!isCurrent) return;
      if (answer.ok) setHeld(answer.value);
      setFailedFor(answer.ok ? null : asked);
    };
    void ask(account);
    return () => {
      isCurrent = false;
    };
  }, [client, account]);
  if (held?.accountId === accountId) return { phase: 'ready', details: held };
  return { phase: failedFor === account ? 'failed' : 'loading' };
}
