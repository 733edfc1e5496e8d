/** How long a sign-in still waits; shown by the window's clock, decided by main's (DESIGN: Time). */
import { remainingMs } from '../../shared/expiry.ts';
import { formatDuration } from '../../shared/format-duration.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useNow } from '../use-snapshot.ts';
import styles from './dialogs.module.css';

type TimeLeftProps = { readonly flow: Pick<FlowView, 'expiresAt' | 'monotonicExpiresAt'> };

/** Ticks once a second and is not announced. */
export function TimeLeft({ flow }: TimeLeftProps) {
  const now = useNow();
  const language = useLanguage();
  const left = remainingMs({ issuedAt: 0, ...flow }, now) ?? 0;
  return (
    <span className={styles.countdown} role="timer">
      {formatDuration(left, language)}
    </span>
  );
}
