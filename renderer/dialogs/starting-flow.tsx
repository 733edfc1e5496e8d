/** The moment between main's answer and the first news of the sign-in. */
import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { useWalkPosition, WalkSteps } from './walk-steps.tsx';

/** Can be closed, should the news never come. */
export function StartingFlow({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const position = useWalkPosition(null);
  return (
    <DialogLayout
      title={t('dialogs.waiting.title')}
      beside={position}
      onClose={onClose}
      footer={position === undefined ? null : <WalkSteps isStarting />}
    >
      <p role="status" className={styles.busy}>
        <LoaderCircle size={16} aria-hidden="true" />
        {t('dialogs.waiting.discovering')}
      </p>
    </DialogLayout>
  );
}
