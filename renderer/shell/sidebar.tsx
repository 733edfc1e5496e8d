/** The views of the list with their counts: all, what needs a person, what ends soon, and one per environment. */
import {
  CircleDashed,
  Clock,
  History,
  Layers,
  type LucideIcon,
  ScanSearch,
  TriangleAlert,
} from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Environment } from '../../shared/account-definition.ts';
import { classNames } from '../design/class-names.ts';
import type { Counts } from '../list/arrange.ts';
import { useServices } from '../services.tsx';
import { useUi, type View } from '../ui-state.tsx';
import styles from './sidebar.module.css';

const shownEnvironments = ['production', 'staging', 'development', 'none'] as const;

/** Landmark `navigation`; shrinks to icons where the window is narrow. */
export function Sidebar() {
  const { roster } = useServices();
  const { t } = useTranslation();
  const counts = useSyncExternalStore(roster.subscribe, roster.counts);
  return (
    <nav className={styles.sidebar} aria-label={t('window.views')}>
      <ViewButton view={{ kind: 'all' }} icon={Layers} count={counts.all} />
      <ViewButton
        view={{ kind: 'needs_attention' }}
        icon={TriangleAlert}
        count={counts.needs_attention}
        tone="bad"
      />
      <ViewButton
        view={{ kind: 'expiring_soon' }}
        icon={Clock}
        count={counts.expiring_soon}
        tone="warn"
      />
      <Environments counts={counts} />
      <ActivityButton />
      <FoundToken />
    </nav>
  );
}

function ActivityButton() {
  const { t } = useTranslation();
  const { state, dispatch } = useUi();
  const isCurrent = state.activity !== null;
  return (
    <button
      type="button"
      className={classNames(styles.view, styles.foot, isCurrent && styles.current)}
      aria-label={t('activity.open')}
      aria-current={isCurrent}
      title={t('activity.open')}
      onClick={() => dispatch({ type: 'activity_opened', accountId: null })}
    >
      <History aria-hidden="true" className={styles.icon} />
      <span className={styles.label}>{t('activity.open')}</span>
    </button>
  );
}

/** At the foot, apart from the views: seldom needed, then at once. */
function FoundToken() {
  const { t } = useTranslation();
  const { dispatch } = useUi();
  return (
    <button
      type="button"
      className={classNames(styles.view, styles.foot)}
      aria-label={t('found.open')}
      title={t('found.open')}
      onClick={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'found' } })}
    >
      <ScanSearch aria-hidden="true" className={styles.icon} />
      <span className={styles.label}>{t('found.open')}</span>
    </button>
  );
}

function Environments({ counts }: { readonly counts: Counts }) {
  const { t } = useTranslation();
  const { state } = useUi();
  const { view } = state;
  const shown = shownEnvironments.filter(
    (environment) =>
      counts.environments[environment] > 0 ||
      (view.kind === 'environment' && view.environment === environment),
  );
  if (shown.length === 0) return null;
  return (
    <>
      <h2 className={styles.heading}>{t('window.environments')}</h2>
      {shown.map((environment) => (
        <ViewButton
          key={environment}
          view={{ kind: 'environment', environment }}
          icon={CircleDashed}
          count={counts.environments[environment]}
        />
      ))}
    </>
  );
}

type ViewButtonProps = {
  readonly view: View;
  readonly icon: LucideIcon;
  readonly count: number;
  readonly tone?: 'bad' | 'warn';
};

function ViewButton({ view, icon: Icon, count, tone }: ViewButtonProps) {
  const { t } = useTranslation();
  const { state, dispatch } = useUi();
  const isCurrent = state.activity === null && sameView(state.view, view);
  const label =
    view.kind === 'environment'
      ? t(`window.environment.${view.environment}`)
      : t(`window.view.${view.kind}`);
  return (
    <button
      type="button"
      className={classNames(styles.view, isCurrent && styles.current)}
      aria-label={t('window.viewWithCount', { view: label, count })}
      aria-current={isCurrent}
      title={label}
      onClick={() => dispatch({ type: 'view_chosen', view })}
    >
      {view.kind === 'environment' ? (
        <span className={classNames(styles.dot, styles[view.environment])}>
          {label.slice(0, 1)}
        </span>
      ) : (
        <Icon aria-hidden="true" className={styles.icon} />
      )}
      <span className={styles.label}>{label}</span>
      <span className={classNames(styles.count, count > 0 && tone !== undefined && styles[tone])}>
        {count}
      </span>
    </button>
  );
}

function sameView(one: View, other: View): boolean {
  return one.kind === other.kind && environmentOf(one) === environmentOf(other);
}

function environmentOf(view: View): Environment | null {
  return view.kind === 'environment' ? view.environment : null;
}
