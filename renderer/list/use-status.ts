/** What a row or the details show of an account over time; each renders again only when its own text changes. */
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { type Status, statusOf } from '../../shared/status.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { showTime, type TimeShown } from './time-shown.ts';

/** The status now; changes with the account and with time. */
export function useStatus(account: AccountView): Status {
  const { clock } = useServices();
  return useSyncExternalStore(clock.subscribe, () => statusOf(account, clock.now()));
}

/** The time shown now, the same object until its text changes. */
export function useTimeShown(account: AccountView): TimeShown {
  const { clock } = useServices();
  const { t } = useTranslation();
  const language = useLanguage();
  const last = useRef<TimeShown | null>(null);
  const read = useCallback(() => {
    const now = clock.now();
    const next = showTime({ account, status: statusOf(account, now), now, t, language });
    const before = last.current;
    if (before?.text === next.text && before.spoken === next.spoken && before.kind === next.kind) {
      return before;
    }
    last.current = next;
    return next;
  }, [account, clock, t, language]);
  return useSyncExternalStore(clock.subscribe, read);
}
