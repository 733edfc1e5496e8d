/** What went wrong in plain words with its next step, and what the server itself said as untrusted text (O-50). */
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorDetails, ErrorView } from '../../shared/errors.ts';
import styles from './dialogs.module.css';

/** Announced at once when it appears. */
export function ErrorNote({ error }: { readonly error: ErrorView }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.error}>
      <CircleAlert size={16} aria-hidden="true" />
      <div>
        <strong>{t(`errors.${error.code}.title`)}</strong>
        <p>{t(`errors.${error.code}.hint`)}</p>
        <ServerWords details={error.details} />
        <p>{t('dialogs.nextStep', { action: t(`errors.${error.code}.action`) })}</p>
      </div>
    </div>
  );
}

function ServerWords({ details }: { readonly details: ErrorDetails }) {
  const { t } = useTranslation();
  const { oauthError, description, httpStatus, retryAfterMs } = details;
  const said = [oauthError, description].filter((text) => text !== undefined).join(' · ');
  const status = httpStatus === undefined ? '' : t('dialogs.httpStatus', { status: httpStatus });
  const text = [said, status].filter((part) => part !== '').join(' · ');
  const count = Math.ceil((retryAfterMs ?? 0) / 1000);
  if (text === '' && count === 0) return null;
  return (
    <p className={styles.serverWords}>
      {text === '' ? null : t('dialogs.serverSaid', { text })}
      {count === 0 ? null : <span> {t('dialogs.retryAfter', { count })}</span>}
    </p>
  );
}
