// biome-ignore-all lint/a11y/useSemanticElements: a native table cannot place its rows, of which only some exist
/** One line of the audit log: when, what, whose, where, which token, how it ended. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/audit.ts';
import { shortAddress } from '../../shared/short-address.ts';
import styles from './activity-table.module.css';
import { localTime, utcTime } from './log-time.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import { sayEvent, sayPeriod, sayToken, sayWhose } from './say-event.ts';

type ActivityRowProps = {
  /** Null while it is read again. */
  readonly entry: AuditEntry | null;
  /** Counted from 1, the heading not among them. */
  readonly position: number;
  /** Pixels from the first row's top. */
  readonly top: number;
};

/** Drawn again only when its entry or its place changes. */
export const ActivityRow = memo(function ActivityRow({ entry, position, top }: ActivityRowProps) {
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={position + 1}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {entry === null ? <span role="cell" /> : <Cells entry={entry} />}
    </div>
  );
});

function Cells({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const what = sayEvent(t, entry);
  const whose = sayWhose(t, entry);
  const period = sayPeriod(entry);
  const utc = t('activity.utc', { moment: utcTime(entry.at) });
  return (
    <>
      <span role="cell" className={styles.time} title={utc}>
        <time dateTime={new Date(entry.at).toISOString()}>{localTime(entry.at)}</time>
      </span>
      <span role="cell" className={styles.event} title={what}>
        {what}
      </span>
      <span role="cell" className={styles.account} title={whose}>
        {whose}
      </span>
      {period === null ? (
        <>
          <span role="cell" className={styles.server} title={entry.issuer}>
            {shortAddress(entry.issuer)}
          </span>
          <span role="cell" className={styles.token}>
            {entry.token === null ? null : <span>{sayToken(t, entry.token)}</span>}
            {entry.fingerprint === null ? null : (
              <span className={styles.fingerprint}>{entry.fingerprint}</span>
            )}
          </span>
        </>
      ) : (
        <span role="cell" aria-colspan={2} className={styles.period} title={period}>
          {period}
        </span>
      )}
      <span role="cell" className={styles.ended}>
        <OutcomeMark entry={entry} />
      </span>
    </>
  );
}
