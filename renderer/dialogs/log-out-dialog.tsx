/** Says before logging out at the provider that it revokes nothing, and offers to revoke first (requirement O-47). */
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { useUi } from '../ui-state.tsx';
import { AccountFacts } from './account-facts.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';

type LogOutDialogProps = { readonly account: AccountView; readonly onClose: () => void };

/** Only for an account that may still hold something alive. */
export function LogOutDialog({ account, onClose }: LogOutDialogProps) {
  const { t } = useTranslation();
  const actions = useActions();
  const { dispatch } = useUi();
  const { accountId } = account;
  const isHeld = account.accessTokenHeld || account.refreshTokenHeld;
  return (
    <DialogLayout
      title={t('revocation.logOut.title', { label: account.definition.label })}
      role="alertdialog"
      onClose={onClose}
      footer={
        <>
          {isHeld ? (
            <Button
              label={t('revocation.logOut.revokeFirst')}
              tone="danger"
              className={styles.start}
              onPress={() =>
                dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke', accountId } })
              }
            />
          ) : null}
          <Button label={t('dialogs.cancel')} onPress={onClose} autoFocus />
          <Button
            icon={LogOut}
            label={t('revocation.logOut.confirm')}
            tone="primary"
            onPress={() => {
              onClose();
              void actions.logOut(accountId);
            }}
          />
        </>
      }
    >
      <p className={styles.ask}>{t('revocation.logOut.revokesNothing')}</p>
      <AccountFacts account={account} />
      <p className={styles.lead}>{t('revocation.logOut.opens')}</p>
    </DialogLayout>
  );
}
