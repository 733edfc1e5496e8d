/** Whether accounts are refreshed by themselves, and when the next one is. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { type Deadline, type Now, untilMs } from '../../shared/expiry.ts';
import { formatDuration } from '../../shared/format-duration.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useAccounts, useApp, useNow } from '../use-snapshot.ts';
import styles from './status-bar.module.css';

/** Part of the status bar. */
export function NextRefresh() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { settings } = useApp();
  const now = useNow();
  const next = useNextDeadline(now);
  const text =
    next === null
      ? t(`window.statusBar.automaticRefresh${settings.automaticRefresh ? 'On' : 'Off'}`)
      : t('window.statusBar.nextRefresh', {
          duration: formatDuration(untilMs(next, now), language),
        });
  return <span className={styles.refresh}>{text}</span>;
}

/** Looks through all accounts only when one has changed: main moves the deadline on when it has passed. */
function useNextDeadline(now: Now): Deadline | null {
  const accounts = useAccounts();
  const kept = useRef<{ accounts: readonly AccountView[]; next: Deadline | null } | null>(null);
  if (kept.current?.accounts !== accounts)
    kept.current = { accounts, next: soonest(accounts, now) };
  return kept.current.next;
}

function soonest(accounts: readonly AccountView[], now: Now): Deadline | null {
  let next: Deadline | null = null;
  for (const { nextRefresh } of accounts) {
    if (nextRefresh === null) continue;
    if (next === null || untilMs(nextRefresh, now) < untilMs(next, now)) next = nextRefresh;
  }
  return next;
}
