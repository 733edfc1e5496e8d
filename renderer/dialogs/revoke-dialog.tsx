/** Confirms a revocation, then says what the server answered for each token (RFC 7009); never more than it said. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import type { RevokeOutcome } from '../../shared/operations.ts';
import { useServices } from '../services.tsx';
import { ConfirmRevoke } from './confirm-revoke.tsx';
import { RevokeAnswer } from './revoke-answer.tsx';
import { useRemoveAccount } from './use-remove-account.ts';

type RevokeDialogProps = { readonly account: AccountView; readonly onClose: () => void };

export type RevokePhase =
  | { readonly kind: 'confirming' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly outcome: RevokeOutcome }
  | { readonly kind: 'failed'; readonly error: ErrorView };

/** Closing while the server is asked stops nothing: the answer then comes as a toast. */
export function RevokeDialog({ account, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const { client, toasts } = useServices();
  const [phase, setPhase] = useState<RevokePhase>({ kind: 'confirming' });
  const shown = useShown();
  const { accountId } = account;
  const { label } = account.definition;
  const removal = useRemoveAccount({
    account,
    done: t('dialogs.revoke.removed', { label }),
    onRemoved: onClose,
  });

  async function revoke(): Promise<void> {
    setPhase({ kind: 'asking' });
    const answer = await client.request('account.revoke', { accountId });
    if (shown.current) {
      setPhase(
        answer.ok
          ? { kind: 'answered', outcome: answer.value }
          : { kind: 'failed', error: answer.error },
      );
    } else if (answer.ok && answer.value.revoked) {
      toasts.show({ tone: 'success', title: t('dialogs.revoke.revokedTitle', { label }) });
    } else {
      toasts.show({ tone: 'error', title: t('dialogs.revoke.failedTitle', { label }) });
    }
  }
  const actions = {
    account,
    onRevoke: () => void revoke(),
    onRemove: removal.remove,
    removalError: removal.error,
    onClose,
  };
  return phase.kind === 'answered' || phase.kind === 'failed' ? (
    <RevokeAnswer {...actions} phase={phase} />
  ) : (
    <ConfirmRevoke {...actions} isAsking={phase.kind === 'asking'} />
  );
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
