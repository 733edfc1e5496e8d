/** The row of filters above the activity: free text, whose, what, and how it ended. */
import { Search, X } from 'lucide-react';
import { memo } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type AuditEvent, auditEvents } from '../../shared/audit.ts';
import { type AuditFilter, auditOutcomes } from '../../shared/audit-query.ts';
import { classNames } from '../design/class-names.ts';
import { activitySearchId } from '../shell/shortcuts.ts';
import toolbar from '../shell/toolbar.module.css';
import { AccountFilter } from './account-filter.tsx';
import styles from './activity-view.module.css';
import { FilterSelect } from './filter-select.tsx';

const endings: readonly AuditEvent[] = ['revoke', 'found_revoke', 'supersede', 'discard', 'remove'];
const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((it, index) => it === other[index]);

type ActivityFiltersProps = {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
};

/** Each choice acts at once. Left alone while pages come in: three lists of choices would be built anew for each. */
export const ActivityFilters = memo(function ActivityFilters(props: ActivityFiltersProps) {
  const { filter, onChange } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.filters}>
      <SearchField
        id={activitySearchId}
        aria-label={t('activity.search')}
        className={classNames(toolbar.search, styles.search)}
        value={filter.text}
        maxLength={256}
        onChange={(text) => onChange({ ...filter, text })}
        // It is what people came for; the list that had the focus is gone.
        autoFocus
      >
        <Search aria-hidden="true" className={toolbar.glass} />
        <Input className={classNames(toolbar.input)} placeholder={t('activity.searchHint')} />
        {filter.text === '' ? null : (
          <AriaButton className={classNames(toolbar.clear)} aria-label={t('activity.clearSearch')}>
            <X aria-hidden="true" />
          </AriaButton>
        )}
      </SearchField>
      <AccountFilter
        value={filter.accountId}
        onChange={(accountId) => onChange({ ...filter, accountId })}
      />
      <EventFilter filter={filter} onChange={onChange} />
      <OutcomeFilter filter={filter} onChange={onChange} />
    </div>
  );
});

function EventFilter({ filter, onChange }: ActivityFiltersProps) {
  const { t } = useTranslation();
  const [first] = filter.events;
  const value = isSame(filter.events, endings) ? 'endings' : (first ?? 'all');
  const choose = (id: AuditEvent | 'all' | 'endings'): void => {
    if (id === 'all') onChange({ ...filter, events: [] });
    else onChange({ ...filter, events: id === 'endings' ? [...endings] : [id] });
  };
  return (
    <FilterSelect<AuditEvent | 'all' | 'endings'>
      label={t('activity.event')}
      value={value}
      options={[
        { id: 'all', name: t('activity.allEvents') },
        { id: 'endings', name: t('activity.endings') },
        ...auditEvents.map((id) => ({ id, name: t(`details.activity.${id}`) })),
      ]}
      onChange={choose}
    />
  );
}

function OutcomeFilter({ filter, onChange }: ActivityFiltersProps) {
  const { t } = useTranslation();
  return (
    <FilterSelect
      label={t('activity.outcome')}
      value={filter.outcomes[0] ?? 'all'}
      options={[
        { id: 'all' as const, name: t('activity.allOutcomes') },
        ...auditOutcomes.map((id) => ({ id, name: t(`activity.outcomes.${id}`) })),
      ]}
      onChange={(id) => onChange({ ...filter, outcomes: id === 'all' ? [] : [id] })}
    />
  );
}
