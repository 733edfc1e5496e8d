/** What can I do: the three actions in words, or the one next step; what is to be edited stands with its problem. */
import { Ban, Copy, KeyRound, LogIn, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { useStatus } from '../list/use-status.ts';
import { type Possible, whatIsPossible } from '../list/what-is-possible.ts';
import { useUi } from '../ui-state.tsx';
import styles from './details-panel.module.css';

type ActionsProps = { readonly account: AccountView };

/** Says below the buttons why one of them cannot be pressed. */
export function DetailsActions({ account }: ActionsProps) {
  const { t } = useTranslation();
  const possible = whatIsPossible(account, useStatus(account));
  const why = possible.refresh;
  const explains = why === 'noRefreshToken' || why === 'pending';
  return (
    <div>
      <div className={styles.actions}>
        <FirstAction account={account} possible={possible} />
        <OtherActions account={account} possible={possible} />
      </div>
      {explains ? <p className={styles.why}>{t(`list.why.${why}`)}</p> : null}
    </div>
  );
}

type PossibleProps = ActionsProps & { readonly possible: Possible };

function FirstAction({ account, possible }: PossibleProps) {
  const { t } = useTranslation();
  const actions = useActions();
  const { accountId } = account;
  if (startsAnew(account, possible)) {
    const noPerson = needsNoPerson(account.definition);
    return (
      <Button
        tone="primary"
        icon={noPerson ? KeyRound : LogIn}
        className={styles.first}
        label={t(noPerson ? 'list.getToken' : 'list.signInAgain')}
        isDisabled={account.operation === 'reauthorizing'}
        onPress={() => void actions.signInAgain(accountId)}
      />
    );
  }
  return (
    <Button
      tone="primary"
      icon={Copy}
      className={styles.first}
      label={t('list.copyToken')}
      isDisabled={possible.copy !== null}
      onPress={() => void actions.copy(accountId, 'token')}
    />
  );
}

function startsAnew(account: AccountView, { nextStep }: Possible): boolean {
  if (nextStep === 'sign_in' || nextStep === 'get_token') return true;
  return account.grant.status === 'revoked';
}

function OtherActions({ account, possible }: PossibleProps) {
  const { t } = useTranslation();
  const actions = useActions();
  const { dispatch } = useUi();
  const { accountId } = account;
  return (
    <>
      {possible.nextStep === 'sign_in' && possible.copy === null && account.accessTokenHeld ? (
        <Button
          icon={Copy}
          label={t('list.copyToken')}
          onPress={() => void actions.copy(accountId, 'token')}
        />
      ) : null}
      {account.grant.status === 'live' ? (
        <Button
          icon={RefreshCw}
          label={t('list.refresh')}
          isDisabled={possible.refresh !== null}
          onPress={() => void actions.refresh(accountId)}
        />
      ) : null}
      {possible.revoke === 'alreadyRevoked' || possible.revoke === 'noToken' ? null : (
        <Button
          tone="danger"
          icon={Ban}
          label={t('list.revoke')}
          isDisabled={possible.revoke !== null}
          onPress={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke', accountId } })}
        />
      )}
    </>
  );
}
