/** Asks before throwing away what was typed; stands where the dialog's buttons were. */
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import styles from './dialogs.module.css';

type DiscardQuestionProps = { readonly onKeep: () => void; readonly onDiscard: () => void };

/** The focus rests on keeping. */
export function DiscardQuestion({ onKeep, onDiscard }: DiscardQuestionProps) {
  const { t } = useTranslation();
  return (
    <>
      <p role="alert" className={styles.footerText}>
        {t('dialogs.discard.question')}
      </p>
      <Button className={styles.danger ?? ''} onPress={onDiscard}>
        {t('dialogs.discard.discard')}
      </Button>
      <Button className={styles.secondary ?? ''} onPress={onKeep} autoFocus>
        {t('dialogs.discard.keep')}
      </Button>
    </>
  );
}
