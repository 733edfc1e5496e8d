/** Forgets an account here, with a toast when it is gone and the words of the error when it is not. */
import { useState } from 'react';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { useServices } from '../services.tsx';

type RemoveAccount = {
  readonly account: AccountView;
  /** What the toast says afterwards. */
  readonly done: string;
  readonly onRemoved: () => void;
};

type Removal = {
  readonly remove: () => void;
  readonly isRemoving: boolean;
  readonly error: ErrorView | null;
};

/** The server is told nothing. */
export function useRemoveAccount({ account, done, onRemoved }: RemoveAccount): Removal {
  const { client, toasts } = useServices();
  const [isRemoving, setIsRemoving] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);

  async function remove(): Promise<void> {
    if (isRemoving) return;
    setIsRemoving(true);
    const answer = await client.request('account.remove', { accountId: account.accountId });
    setIsRemoving(false);
    if (!answer.ok) return setError(answer.error);
    toasts.show({ tone: 'info', title: done });
    onRemoved();
  }
  return { remove: () => void remove(), isRemoving, error };
}
