// biome-ignore-all lint/a11y/useSemanticElements: a native table cannot place its rows, of which only some exist
/** One line of the audit log: when, what, whose, where, which token, how it ended. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/audit.ts';
import { serverName } from '../../shared/server-name.ts';
import styles from './activity-table.module.css';
import { localTime, utcTime } from './log-time.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import { sayEvent, sayToken, sayWhose } from './say-event.ts';

type ActivityRowProps = {
  readonly entry: AuditEntry;
  /** Counted from 1, the heading not among them. */
  readonly position: number;
  /** Pixels from the first row's top. */
  readonly top: number;
};

/** Drawn again only when its entry or its place changes. */
export const ActivityRow = memo(function ActivityRow({ entry, position, top }: ActivityRowProps) {
  const { t } = useTranslation();
  const what = sayEvent(t, entry);
  const whose = sayWhose(t, entry);
  const utc = t('activity.utc', { moment: utcTime(entry.at) });
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={position + 1}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell" className={styles.time} title={utc}>
        <time dateTime={new Date(entry.at).toISOString()}>{localTime(entry.at)}</time>
      </span>
      <span role="cell" className={styles.event} title={what}>
        {what}
      </span>
      <span role="cell" className={styles.account} title={whose}>
        {whose}
      </span>
      <span role="cell" className={styles.server} title={entry.issuer}>
        {serverName(entry.issuer)}
      </span>
      <span role="cell" className={styles.token}>
        {entry.token === null ? null : <span>{sayToken(t, entry.token)}</span>}
        {entry.fingerprint === null ? null : (
          <span className={styles.fingerprint}>{entry.fingerprint}</span>
        )}
      </span>
      <span role="cell" className={styles.ended}>
        <OutcomeMark entry={entry} />
      </span>
    </div>
  );
});
