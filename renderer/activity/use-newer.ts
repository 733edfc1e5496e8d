/** Notices that the log has grown since it was read, by looking at its newest line when something changes or the window is used. */
import { useEffect, useState } from 'react';
import type { AuditFilter } from '../../shared/audit-query.ts';
import { useServices } from '../services.tsx';

/** Much may change at once; one look afterwards is enough. */
const settleMs = 1500;

/** `newest` is the number of the newest line on screen; null while nothing was read yet. */
export function useNewer(filter: AuditFilter, newest: number | null): boolean {
  const { client, store, clock } = useServices();
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    let cancel: (() => void) | null = null;
    let isMounted = true;
    const look = async (): Promise<void> => {
      cancel = null;
      const answer = await client.request('audit.page', { filter, from: null, limit: 1 });
      const seq = answer.ok ? answer.value.entries[0]?.seq : undefined;
      if (isMounted && seq !== undefined) setSeen(seq);
    };
    const lookSoon = (): void => {
      cancel ??= clock.after(settleMs, () => void look());
    };
    const stops = [store.onAccounts(lookSoon), store.onApp(lookSoon)];
    window.addEventListener('focus', lookSoon);
    return () => {
      isMounted = false;
      cancel?.();
      for (const stop of stops) stop();
      window.removeEventListener('focus', lookSoon);
    };
  }, [client, store, clock, filter]);
  return newest !== null && seen > newest;
}
