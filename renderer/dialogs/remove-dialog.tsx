/** Confirms forgetting an account here, and says plainly that the server is not told (DESIGN: remove is not revoke). */
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { Button } from '../design/button.tsx';
import { AccountFacts } from './account-facts.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { useRemoveAccount } from './use-remove-account.ts';

type RemoveDialogProps = {
  readonly account: AccountView;
  readonly onClose: () => void;
  readonly onRevokeFirst: () => void;
};

/** `Revoke first` is offered where the server can be asked to end something. */
export function RemoveDialog({ account, onClose, onRevokeFirst }: RemoveDialogProps) {
  const { t } = useTranslation();
  const { label } = account.definition;
  const { remove, isRemoving, error } = useRemoveAccount({
    account,
    done: t('dialogs.remove.removed', { label }),
    onRemoved: onClose,
  });
  return (
    <DialogLayout
      title={t('dialogs.remove.title', { label })}
      role="alertdialog"
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        <>
          {canRevoke(account) ? (
            <Button
              label={t('dialogs.remove.revokeFirst')}
              tone="danger"
              className={styles.start}
              onPress={onRevokeFirst}
            />
          ) : null}
          <Button label={t('dialogs.cancel')} onPress={onClose} autoFocus />
          <Button
            label={t(isRemoving ? 'dialogs.remove.removing' : 'dialogs.remove.confirm')}
            tone="danger_solid"
            onPress={remove}
            className={isRemoving ? styles.busyButton : undefined}
          />
        </>
      }
    >
      <AccountFacts account={account} />
      <Consequence account={account} />
    </DialogLayout>
  );
}

function canRevoke(account: AccountView): boolean {
  return account.revocationSupported && (account.refreshTokenHeld || account.accessTokenHeld);
}

function Consequence({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const words = {
    none: t('dialogs.remove.none'),
    live: t('dialogs.remove.live'),
    refused: t('dialogs.remove.refused'),
    revocation_pending: t('dialogs.remove.pending'),
    not_revoked: t('dialogs.remove.pending'),
    revoked: t('dialogs.remove.revoked'),
  }[account.grant.status];
  const mustGoThere = account.grant.status === 'live' && !account.revocationSupported;
  return (
    <>
      <p className={styles.text}>{words}</p>
      {mustGoThere ? <p className={styles.lead}>{t('dialogs.remove.liveUnsupported')}</p> : null}
    </>
  );
}
