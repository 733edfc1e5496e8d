/** Reads the audit log for the activity view: page after page, newest first, further back until enough is found (D-08). */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditEntry } from '../../shared/audit.ts';
import type { AuditFilter } from '../../shared/audit-query.ts';
import type { ErrorView } from '../../shared/errors.ts';
import type { Client } from '../bridge.ts';
import { useServices } from '../services.tsx';

const pageSize = 200;
/** Fewer than these, and the search goes on by itself: they fill a tall window. */
const fewest = 60;

type Found = {
  readonly entries: readonly AuditEntry[];
  /** Where older lines are; null at the log's beginning. */
  readonly next: string | null;
  readonly isBusy: boolean;
  readonly error: ErrorView | null;
};

export type Activity = Found & {
  readonly loadMore: () => void;
  /** Begins again with the newest line. */
  readonly reload: () => void;
};

const nothing: Found = { entries: [], next: null, isBusy: true, error: null };

/** `filter` must stay the same object until it changes. What was found before stays on screen until the next is there. */
export function useActivity(filter: AuditFilter): Activity {
  const { client } = useServices();
  const [found, setFound] = useState(nothing);
  const latestRun = useRef(0);
  const load = useCallback(
    (before: Pick<Found, 'entries' | 'next'>): void => {
      latestRun.current += 1;
      const run = latestRun.current;
      setFound((held) => ({ ...held, isBusy: true }));
      const tell = (progress: Found): boolean => {
        const isWanted = run === latestRun.current;
        if (isWanted) setFound(progress);
        return isWanted;
      };
      void searchOn(client, filter, { before, tell });
    },
    [client, filter],
  );
  const reload = useCallback(() => load(nothing), [load]);
  useEffect(() => {
    reload();
    return () => {
      latestRun.current += 1;
    };
  }, [reload]);
  const loadMore = (): void => {
    if (!found.isBusy && found.next !== null) load(found);
  };
  return { ...found, loadMore, reload };
}

type Search = {
  readonly before: Pick<Found, 'entries' | 'next'>;
  /** False when nobody wants to know any more. */
  readonly tell: (progress: Found) => boolean;
};

async function searchOn(client: Client, filter: AuditFilter, { before, tell }: Search) {
  let { entries, next } = before;
  const enough = entries.length + fewest;
  let isBusy = true;
  while (isBusy) {
    const answer = await client.request('audit.page', { filter, from: next, limit: pageSize });
    if (!answer.ok) {
      tell({ entries, next, isBusy: false, error: answer.error });
      return;
    }
    if (answer.value.entries.length > 0) entries = [...entries, ...answer.value.entries];
    next = answer.value.next;
    isBusy = next !== null && entries.length < enough;
    if (!tell({ entries, next, isBusy, error: null })) return;
  }
}
