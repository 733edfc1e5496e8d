/** The line at the bottom: the keychain by its name and state, the network, what is refreshed and what ends next, how many there are. */
import { useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { type Now, remainingMs } from '../../shared/expiry.ts';
import { formatDuration } from '../../shared/format-duration.ts';
import type { NetworkView } from '../../shared/snapshot.ts';
import { classNames } from '../design/class-names.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { RunStatus } from '../runs/run-status.tsx';
import { useServices } from '../services.tsx';
import { useAccounts, useApp, useNow } from '../use-snapshot.ts';
import { NextRefresh } from './next-refresh.tsx';
import styles from './status-bar.module.css';

/** Landmark `contentinfo`. */
export function StatusBar() {
  const { t } = useTranslation();
  const { keychain, network } = useApp();
  const { roster } = useServices();
  const counts = useSyncExternalStore(roster.subscribe, roster.counts);
  const accounts = t('window.statusBar.accounts', { count: counts.all });
  const attention = counts.needs_attention;
  return (
    <footer className={styles.bar}>
      <span className={classNames(styles.item, styles[`keychain_${keychain.state}`])}>
        {t(`window.statusBar.keychain.${keychain.state}`, { name: keychain.name })}
      </span>
      <Network state={network.state} />
      <RunStatus />
      <NextRefresh />
      <NextExpiry />
      <span className={styles.counts}>
        {attention === 0
          ? accounts
          : t('window.statusBar.both', {
              accounts,
              needYou: t('window.statusBar.needYou', { count: attention }),
            })}
      </span>
    </footer>
  );
}

function Network({ state }: { readonly state: NetworkView['state'] }) {
  const { t } = useTranslation();
  return (
    <span className={classNames(styles.item, styles[state])}>
      {t(`window.statusBar.network.${state}`)}
      {state === 'offline' ? (
        <span className={styles.hint}>{t('window.statusBar.offlineHint')}</span>
      ) : null}
    </span>
  );
}

function NextExpiry() {
  const { t } = useTranslation();
  const language = useLanguage();
  const next = useNextToEnd();
  if (next === null) return null;
  const duration = formatDuration(next.left, language);
  return (
    <span className={styles.next}>
      {t('window.statusBar.nextExpiry', { label: next.account.definition.label, duration })}
    </span>
  );
}

type Next = { readonly account: AccountView; readonly left: number };

/** Looks through all accounts only when one changed or the one shown has ended. */
function useNextToEnd(): Next | null {
  const accounts = useAccounts();
  const now = useNow();
  const kept = useRef<{ accounts: readonly AccountView[]; next: Next | null } | null>(null);
  if (kept.current?.accounts !== accounts)
    kept.current = { accounts, next: earliest(accounts, now) };
  const { next } = kept.current;
  if (next === null) return null;
  const left = leftOf(next.account, now);
  if (left > 0) return { account: next.account, left };
  kept.current = { accounts, next: earliest(accounts, now) };
  return kept.current.next;
}

function earliest(accounts: readonly AccountView[], now: Now): Next | null {
  let next: Next | null = null;
  for (const account of accounts) {
    const left = leftOf(account, now);
    if (left > 0 && left < (next?.left ?? Number.POSITIVE_INFINITY)) next = { account, left };
  }
  return next;
}

/** Zero for what has no end to wait for. */
function leftOf(account: AccountView, now: Now): number {
  const { grant, operation } = account;
  const isRunning = account.accessTokenHeld && grant.status === 'live' && operation !== 'revoking';
  return isRunning && account.access !== null ? (remainingMs(account.access, now) ?? 0) : 0;
}
