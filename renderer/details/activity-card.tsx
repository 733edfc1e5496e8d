/** The latest lines of the audit log about this account, newest first. */
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/audit.ts';
import { sayEvent, sayToken } from '../activity/say-event.ts';
import { Button } from '../design/button.tsx';
import { formatMoment, formatMomentInFull } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';
import styles from './activity-card.module.css';
import { Card } from './card.tsx';
import type { DetailsAnswer } from './use-details.ts';

const shown = 8;

/** Never a token: a line has a fingerprint at most. */
export function ActivityCard(props: {
  readonly accountId: string;
  readonly answer: DetailsAnswer;
}) {
  const { accountId, answer } = props;
  const { t } = useTranslation();
  const { dispatch } = useUi();
  return (
    <Card title={t('details.recent')}>
      {answer.phase === 'ready' ? (
        <Lines entries={answer.details.audit} />
      ) : (
        <p className={styles.none}>
          {t(answer.phase === 'loading' ? 'details.loading' : 'details.failed')}
        </p>
      )}
      <Button
        tone="link"
        label={t('details.showAllActivity')}
        className={styles.all}
        onPress={() => dispatch({ type: 'activity_opened', accountId })}
      />
    </Card>
  );
}

function Lines({ entries }: { readonly entries: readonly AuditEntry[] | null }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  // That nothing happened would be more than is known.
  if (entries === null) return <p className={styles.none}>{t('activity.failed.title')}</p>;
  if (entries.length === 0) return <p className={styles.none}>{t('details.noActivity')}</p>;
  return (
    <ol className={styles.lines}>
      {entries.slice(0, shown).map((entry) => (
        <li key={entry.seq} className={styles.line}>
          <span>
            <What entry={entry} />
          </span>
          <time
            className={styles.time}
            dateTime={new Date(entry.at).toISOString()}
            title={formatMomentInFull(entry.at, language)}
          >
            {formatMoment(entry.at, clock.now().wall, language)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function What({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const what =
    entry.outcome === 'ok'
      ? sayEvent(t, entry)
      : t('details.attemptWithOutcome', {
          attempt: sayEvent(t, entry),
          outcome: t(`details.activityOutcome.${entry.outcome}`),
        });
  return (
    <>
      {what}
      {entry.token === null ? null : (
        <span className={styles.token}>{sayToken(t, entry.token)}</span>
      )}
    </>
  );
}
