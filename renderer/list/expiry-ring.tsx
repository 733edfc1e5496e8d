/** The part of a lifetime that is left, as a ring; decoration only, the text beside it carries the meaning. */
import { type AccountView, isEnding } from '../../shared/account-view.ts';
import { type Expiry, type Now, remainingFraction } from '../../shared/expiry.ts';
import type { Status } from '../../shared/status.ts';
import { classNames } from '../design/class-names.ts';
import { useNow } from '../use-snapshot.ts';
import styles from './expiry-ring.module.css';
import { toneOf } from './status-look.ts';

type RingProps = {
  readonly account: AccountView;
  readonly status: Status;
  readonly size: number;
  readonly stroke: number;
};

/** Ticks once a second; empty where nothing is left, dotted where no expiry was announced. */
export function ExpiryRing({ account, status, size, stroke }: RingProps) {
  const now = useNow();
  const radius = (size - stroke) / 2;
  const length = 2 * Math.PI * radius;
  const fraction = fractionOf(account, now);
  const circle = { cx: size / 2, cy: size / 2, r: radius, fill: 'none', strokeWidth: stroke };
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      className={classNames(styles.ring, styles[toneOf(status)])}
    >
      <circle
        {...circle}
        className={styles.track}
        strokeDasharray={fraction === null ? `${length / 24} ${length / 24}` : undefined}
      />
      {fraction === null || fraction === 0 ? null : (
        <circle
          {...circle}
          className={styles.left}
          strokeLinecap="round"
          strokeDasharray={`${Math.max(0.01, fraction * length)} ${length}`}
        />
      )}
    </svg>
  );
}

function fractionOf(account: AccountView, now: Now): number | null {
  const over = isEnding(account.grant);
  if (over || account.access === null || !account.accessTokenHeld) return 0;
  return remainingFraction(account.access satisfies Expiry, now);
}
