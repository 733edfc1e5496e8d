/** Confirms a revocation, then says what the server answered for each token (RFC 7009); never more than it said. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import type { RevokeOutcome } from '../../shared/operations.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { localSaying } from '../revocation/use-saying.ts';
import { useServices } from '../services.tsx';
import { ConfirmRevoke } from './confirm-revoke.tsx';
import { RevokeAnswer } from './revoke-answer.tsx';
import { sayAnswerTitle } from './say-answer.ts';
import { useProviderPage } from './use-provider-page.ts';
import { useRemoveAccount } from './use-remove-account.ts';
import { useRevokePreview } from './use-revoke-preview.ts';

type RevokeDialogProps = { readonly account: AccountView; readonly onClose: () => void };

export type RevokePhase =
  | { readonly kind: 'confirming' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'answered';
      readonly outcome: RevokeOutcome;
      /** As it was when the answer came: a later one knows more. */
      readonly before: AccountView;
    }
  | { readonly kind: 'failed'; readonly error: ErrorView };

/** Closing while the server is asked stops nothing: the answer then comes as a toast. */
export function RevokeDialog({ account, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const question = useRevokePreview(account);
  const [isTryingRefresh, setIsTryingRefresh] = useState(false);
  const { phase, revoke } = useRevocation(account, isTryingRefresh);
  const page = useProviderPage(account);
  const removal = useRemoveAccount({
    account,
    done: t('dialogs.revoke.removed', { label: account.definition.label }),
    onRemoved: onClose,
  });
  const actions = {
    account,
    question,
    onRevoke: () => void revoke(),
    onRemove: removal.remove,
    onOpenPage: page.open,
    error: removal.error ?? page.error,
    onClose,
  };
  return phase.kind === 'answered' || phase.kind === 'failed' ? (
    <RevokeAnswer {...actions} phase={phase} />
  ) : (
    <ConfirmRevoke
      {...actions}
      isAsking={phase.kind === 'asking'}
      isTryingRefresh={isTryingRefresh}
      onTryRefresh={setIsTryingRefresh}
    />
  );
}

function useRevocation(account: AccountView, proveByRefreshing: boolean) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { client, clock, store, toasts } = useServices();
  const [phase, setPhase] = useState<RevokePhase>({ kind: 'confirming' });
  const shown = useShown();
  const { accountId } = account;

  async function revoke(): Promise<void> {
    setPhase({ kind: 'asking' });
    const answer = await client.request('account.revoke', {
      accountId,
      ...(proveByRefreshing ? { proveByRefreshing } : {}),
    });
    const before = store.account(accountId) ?? account;
    const phase = answer.ok
      ? ({ kind: 'answered', outcome: answer.value, before } as const)
      : ({ kind: 'failed', error: answer.error } as const);
    if (shown.current) return setPhase(phase);
    const title = sayAnswerTitle(t, localSaying(language, clock.now().wall), { account, phase });
    const isDone = answer.ok && answer.value.revoked;
    toasts.show({ tone: isDone ? 'success' : 'error', title });
  }
  return { phase, revoke };
}

function useShown(): React.RefObject<boolean> {
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return shown;
}
