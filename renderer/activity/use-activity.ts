/** The audit log as the activity view shows it: what was read so far for a filter, and what to read on (D-08). */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditFilter } from '../../shared/audit-query.ts';
import { useServices } from '../services.tsx';
import { type LogReader, type Progress, startLogReader } from './log-reader.ts';
import { emptyList } from './page-list.ts';
import type { RowSpan } from './visible-rows.ts';

export type Activity = Progress & {
  /** Another one for every time that the log was read from its end. */
  readonly run: number;
  /** These rows are on screen now: they are read, and more behind them. */
  readonly show: (span: RowSpan) => void;
  /** Begins again with the newest line. */
  readonly reload: () => void;
};

const nothing = { list: emptyList, isBusy: true, error: null, run: 0 };

/** `filter` must stay the same object until it changes. What was found before stays on screen until the next is there. */
export function useActivity(filter: AuditFilter): Activity {
  const { client } = useServices();
  const [found, setFound] = useState<Progress & { readonly run: number }>(nothing);
  const [run, setRun] = useState(1);
  const reader = useRef<LogReader | null>(null);
  const runs = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run reads the same anew
  useEffect(() => {
    runs.current += 1;
    const own = runs.current;
    setFound((held) => ({ ...held, isBusy: true }));
    const started = startLogReader({
      client,
      filter,
      tell: (progress) => setFound({ ...progress, run: own }),
    });
    reader.current = started;
    return started.stop;
  }, [client, filter, run]);
  const shown = found.run;
  const show = useCallback(
    (span: RowSpan) => {
      // Where the list on screen is still the one before, its rows say nothing of what to read.
      if (shown === runs.current) reader.current?.show(span);
    },
    [shown],
  );
  const reload = useCallback(() => setRun((before) => before + 1), []);
  return { ...found, show, reload };
}
