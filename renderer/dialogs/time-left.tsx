/** How long a sign-in still waits; shown by the window's clock, decided by main's (DESIGN: Time). */
import { remainingMs } from '../../shared/expiry.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { useNow } from '../use-snapshot.ts';
import styles from './dialogs.module.css';

type TimeLeftProps = { readonly flow: Pick<FlowView, 'expiresAt' | 'monotonicExpiresAt'> };

/** Ticks once a second and is not announced. */
export function TimeLeft({ flow }: TimeLeftProps) {
  const now = useNow();
  const left = remainingMs({ issuedAt: 0, ...flow }, now) ?? 0;
  const seconds = Math.ceil(left / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className={styles.countdown} role="timer">
      {text}
    </span>
  );
}
