/** The buttons under the question: Revoke where somebody can be asked, else the provider's page and Remove here (O-40). */
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './dialogs.module.css';
import type { RevokeActions } from './revoke-actions.ts';
import { canAsk } from './use-revoke-preview.ts';

type ConfirmButtonsProps = RevokeActions & { readonly isAsking: boolean };

/** While the server is asked the button keeps the focus and takes no further press. */
export function ConfirmButtons(props: ConfirmButtonsProps) {
  const { account, question, isAsking, onRevoke, onRemove, onOpenPage, onClose } = props;
  const { t } = useTranslation();
  const isAskable = canAsk(question);
  const word = isAskable ? t('dialogs.revoke.confirm') : t('dialogs.removeHere');
  return (
    <>
      <Button label={t('dialogs.cancel')} onPress={onClose} autoFocus />
      {!isAskable && account.hasProviderPage && question.held.length > 0 ? (
        <Button icon={ExternalLink} label={t('revocation.openPage')} onPress={onOpenPage} />
      ) : null}
      <Button
        label={isAsking ? t('dialogs.revoke.asking') : word}
        tone="danger_solid"
        onPress={() => {
          if (isAsking) return;
          if (isAskable) onRevoke();
          else onRemove();
        }}
        className={isAsking ? styles.busyButton : undefined}
      />
    </>
  );
}
