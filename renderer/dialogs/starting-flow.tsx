/** The moment between main's answer and the first news of the sign-in. */
import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';

/** Can be closed, should the news never come. */
export function StartingFlow({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogLayout title={t('dialogs.waiting.title')} onClose={onClose}>
      <p role="status" className={styles.busy}>
        <LoaderCircle size={16} aria-hidden="true" />
        {t('dialogs.waiting.discovering')}
      </p>
    </DialogLayout>
  );
}
