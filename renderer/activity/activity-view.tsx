/** The activity view: the audit log with its search and filters, its check and its export, in place of the list (D-08). */
import { ArrowLeft, ArrowUp, FileJson, FileSpreadsheet, ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditFilter, everything } from '../../shared/audit-query.ts';
import { Button } from '../design/button.tsx';
import { sayError } from '../errors/say-error.ts';
import { useLanguage } from '../i18n/use-language.ts';
import empty from '../list/empty-list.module.css';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityTable } from './activity-table.tsx';
import styles from './activity-view.module.css';
import { type Activity, useActivity } from './use-activity.ts';
import { useLogActions } from './use-log-actions.ts';
import { useNewer } from './use-newer.ts';
import { VerifyNote } from './verify-note.tsx';

/** Somebody types; the log is asked when the hand rests. */
const restMs = 200;

/** Begins with the lines of one account where one is named. */
export function ActivityView({ accountId }: { readonly accountId: string | null }) {
  const { t } = useTranslation();
  const { dispatch } = useUi();
  const [filter, setFilter] = useState<AuditFilter>({ ...everything, accountId });
  const asked = useRestingFilter(filter);
  const activity = useActivity(asked);
  const { verification, dismiss, verify, isExporting, exportAs } = useLogActions(
    filter,
    activity.reload,
  );
  const newest = activity.isBusy ? null : activity.list.newest;
  const hasNewer = useNewer(asked, newest);
  return (
    <section className={styles.view} aria-label={t('activity.title')}>
      <header className={styles.header}>
        <Button
          tone="quiet"
          icon={ArrowLeft}
          iconOnly
          label={t('activity.close')}
          onPress={() => dispatch({ type: 'activity_closed' })}
        />
        <h2 className={styles.title}>{t('activity.title')}</h2>
        <Button
          icon={ShieldCheck}
          label={t('activity.verify.action')}
          isPending={verification !== null && 'phase' in verification}
          onPress={() => void verify()}
        />
        <Button
          icon={FileSpreadsheet}
          label={t('activity.exportCsv')}
          isDisabled={isExporting}
          onPress={() => void exportAs('csv')}
        />
        <Button
          icon={FileJson}
          label={t('activity.exportJsonl')}
          isDisabled={isExporting}
          onPress={() => void exportAs('jsonl')}
        />
      </header>
      <ActivityFilters filter={filter} onChange={setFilter} />
      <VerifyNote verification={verification} onDismiss={dismiss} />
      {hasNewer ? (
        <div className={styles.newer}>
          <span>{t('activity.showNewerHint')}</span>
          <Button
            tone="link"
            icon={ArrowUp}
            label={t('activity.showNewer')}
            onPress={activity.reload}
          />
        </div>
      ) : null}
      <Lines
        activity={activity}
        isFiltered={JSON.stringify(asked) !== JSON.stringify(everything)}
        onClear={() => setFilter(everything)}
      />
    </section>
  );
}

/** The filter once nobody has changed it for a moment. */
function useRestingFilter(filter: AuditFilter): AuditFilter {
  const { clock } = useServices();
  const [resting, setResting] = useState(filter);
  useEffect(() => {
    if (filter === resting) return undefined;
    if (filter.text === resting.text) {
      setResting(filter);
      return undefined;
    }
    return clock.after(restMs, () => setResting(filter));
  }, [clock, filter, resting]);
  return resting;
}

type LinesProps = {
  readonly activity: Activity;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
};

function Lines({ activity, isFiltered, onClear }: LinesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { list, isBusy, error } = activity;
  if (error !== null) {
    return (
      <div className={empty.empty} role="alert">
        <h3 className={empty.title}>{t('activity.failed.title')}</h3>
        <p className={empty.text}>{sayError({ t, language }, error).hint}</p>
        <Button label={t('activity.failed.again')} onPress={activity.reload} />
      </div>
    );
  }
  if (list.count > 0) return <ActivityTable activity={activity} />;
  if (isBusy) {
    return (
      <p className={styles.loading}>
        {t(isFiltered ? 'activity.searchingOn' : 'activity.loading')}
      </p>
    );
  }
  return isFiltered ? (
    <div className={empty.empty}>
      <h3 className={empty.title}>{t('activity.noMatch.title')}</h3>
      <p className={empty.text}>{t('activity.noMatch.text')}</p>
      <Button label={t('activity.noMatch.clear')} onPress={onClear} />
    </div>
  ) : (
    <div className={empty.empty}>
      <h3 className={empty.title}>{t('activity.empty.title')}</h3>
      <p className={empty.text}>{t('activity.empty.text')}</p>
    </div>
  );
}
