/** What went wrong in plain words with its next step, and what the server itself said as untrusted text (O-50). */
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import { sayError } from '../errors/say-error.ts';
import { useLanguage } from '../i18n/use-language.ts';
import styles from './dialogs.module.css';

/** Announced at once when it appears. */
export function ErrorNote({ error }: { readonly error: ErrorView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { title, hint, fromServer } = sayError({ t, language }, error);
  const { subject } = error.details;
  const seconds = Math.ceil((error.details.retryAfterMs ?? 0) / 1000);
  return (
    <div role="alert" className={styles.error}>
      <CircleAlert size={16} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <p>{hint}</p>
        {subject === undefined ? null : <p className={styles.serverWords}>{subject}</p>}
        {fromServer === null ? null : (
          <p className={styles.serverWords}>{t('dialogs.serverSaid', { text: fromServer })}</p>
        )}
        {seconds === 0 ? null : <p>{t('dialogs.retryAfter', { count: seconds })}</p>}
        <p>{t('dialogs.nextStep', { action: t(`errors.${error.code}.action`) })}</p>
      </div>
    </div>
  );
}
