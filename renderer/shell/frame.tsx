/** The window's layout: toolbar, sidebar, list, details, status bar; fewer panes where there is less room. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivityView } from '../activity/activity-view.tsx';
import { useMediaQuery } from '../design/use-media-query.ts';
import { DetailsPanel } from '../details/details-panel.tsx';
import { AccountList } from '../list/account-list.tsx';
import { NoAccounts, NothingMatches } from '../list/empty-list.tsx';
import { SelectionBar } from '../runs/selection-bar.tsx';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';
import { useHasAccounts } from '../use-snapshot.ts';
import { Banners } from './banners.tsx';
import { focusRow } from './focus-row.ts';
import styles from './frame.module.css';
import { useShortcuts } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';

/** Shown as soon as the snapshot is here. */
export function Frame() {
  const { t } = useTranslation();
  const { state } = useUi();
  const hasAccounts = useHasAccounts();
  const detailsCover = useMediaQuery('(width < 800px)');
  const covered =
    state.activity === null &&
    detailsCover &&
    state.detailsOpen &&
    state.selectedAccountId !== null;
  useShortcuts();
  useFilter();
  useFocusAfterDialog();
  useRoomForDialog();
  return (
    <div className={styles.frame}>
      <Toolbar />
      <div className={styles.body}>
        <Sidebar />
        <main className={styles.main} aria-label={t('window.main')}>
          <div className={styles.pane} inert={covered}>
            <Banners />
            {state.activity === null ? (
              <>
                <div className={styles.list}>{hasAccounts ? <FilteredList /> : <NoAccounts />}</div>
                <SelectionBar />
              </>
            ) : (
              <ActivityView key={state.activity.accountId} accountId={state.activity.accountId} />
            )}
          </div>
          {state.activity === null && hasAccounts && (!detailsCover || covered) ? (
            <DetailsPanel isSheet={detailsCover} />
          ) : null}
        </main>
      </div>
      <StatusBar />
    </div>
  );
}

function FilteredList() {
  const { roster } = useServices();
  const groups = useSyncExternalStore(roster.subscribe, roster.groups);
  return groups.length === 0 ? <NothingMatches /> : <AccountList />;
}

function useFilter(): void {
  const { roster } = useServices();
  const { state } = useUi();
  const { view, query } = state;
  useEffect(() => roster.setFilter({ view, query }), [roster, view, query]);
}

/** What was said before a dialog opens would lie over its buttons; an error of its own account is being seen to. */
function useRoomForDialog(): void {
  const { toasts } = useServices();
  const { state } = useUi();
  const { dialog } = state;
  useEffect(() => {
    if (dialog === null) return;
    toasts.makeWay('accountId' in dialog ? `account:${dialog.accountId}` : undefined);
  }, [dialog, toasts]);
}

/** A dialog gives the focus back by itself, unless what had it is gone; then the row gets it, so that keys go on. */
function useFocusAfterDialog(): void {
  const { clock } = useServices();
  const { state } = useUi();
  const wasOpen = useRef(false);
  const isOpen = state.dialog !== null;
  const accountId = state.selectedAccountId;
  useEffect(() => {
    const hasClosed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!hasClosed) return undefined;
    return clock.after(60, () => {
      if (document.activeElement === document.body) focusRow(accountId);
    });
  }, [isOpen, accountId, clock]);
}
