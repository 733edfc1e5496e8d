/** Asks before throwing away what was typed; stands where the dialog's buttons were. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './dialogs.module.css';

type DiscardQuestionProps = { readonly onKeep: () => void; readonly onDiscard: () => void };

/** The focus rests on keeping, which takes it back to where the person was typing. */
export function DiscardQuestion({ onKeep, onDiscard }: DiscardQuestionProps) {
  const { t } = useTranslation();
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
  return (
    <>
      <p role="alert" className={styles.footerText}>
        {t('dialogs.discard.question')}
      </p>
      <Button label={t('dialogs.discard.discard')} tone="danger_solid" onPress={onDiscard} />
      <Button label={t('dialogs.discard.keep')} onPress={onKeep} autoFocus />
    </>
  );
}
