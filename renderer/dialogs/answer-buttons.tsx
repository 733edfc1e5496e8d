/** The ways on after a revocation, by its verdict: sign in again once it is over, else the page, another try, Remove here. */
import { ExternalLink, LogIn, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import type { RevokeActions } from './revoke-actions.ts';
import type { AnswerWord } from './say-answer.ts';

type AnswerButtonsProps = RevokeActions & { readonly word: AnswerWord };

/** Another try is not offered where only another client can end it. */
export function AnswerButtons(props: AnswerButtonsProps) {
  const { account, word, onRevoke, onRemove, onOpenPage, onClose } = props;
  const { t } = useTranslation();
  if (word === 'proven_dead' || word === 'accepted') return <OverButtons {...props} />;
  const canTryAgain = word !== 'foreign_client';
  return (
    <>
      <Button label={t('dialogs.removeHere')} tone="danger" onPress={onRemove} />
      {account.hasProviderPage ? (
        <Button icon={ExternalLink} label={t('revocation.openPage')} onPress={onOpenPage} />
      ) : null}
      <Button
        label={t('dialogs.close')}
        tone={canTryAgain ? 'plain' : 'primary'}
        autoFocus={!canTryAgain}
        onPress={onClose}
      />
      {canTryAgain ? (
        <Button label={t('dialogs.tryAgain')} tone="primary" onPress={onRevoke} autoFocus />
      ) : null}
    </>
  );
}

function OverButtons({ account, onClose }: AnswerButtonsProps) {
  const { t } = useTranslation();
  const actions = useActions();
  const noPerson = needsNoPerson(account.definition);
  return (
    <>
      {noPerson ? null : (
        <Button
          icon={LogIn}
          label={t('list.signInAgain')}
          onPress={() => void actions.signInAgain(account.accountId)}
        />
      )}
      {account.canLogOut ? (
        <Button
          icon={LogOut}
          label={t('revocation.logOut.action')}
          onPress={() => void actions.logOut(account.accountId)}
        />
      ) : null}
      <Button label={t('dialogs.close')} tone="primary" onPress={onClose} autoFocus />
    </>
  );
}
