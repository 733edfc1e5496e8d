/** Opens the provider's own page for ending access; which one is main's business (requirement E-15). */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { useServices } from '../services.tsx';

type ProviderPage = { readonly open: () => void; readonly error: ErrorView | null };

/** A toast says that it is open; the error is for the caller to show. */
export function useProviderPage({ accountId }: AccountView): ProviderPage {
  const { t } = useTranslation();
  const { client, toasts } = useServices();
  const [error, setError] = useState<ErrorView | null>(null);
  async function open(): Promise<void> {
    const answer = await client.request('account.open_page', { accountId });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) toasts.show({ tone: 'info', title: t('revocation.pageOpened') });
  }
  return { open: () => void open(), error };
}
