/** Reads the audit log for one filter, newest line first: one request at a time, as far as the visible rows need it (D-08). */
import type { AuditFilter } from '../../shared/audit-query.ts';
import type { ErrorView } from '../../shared/errors.ts';
import type { Client } from '../bridge.ts';
import { emptyList, keepNear, nextJob, type PageList, withAnswer } from './page-list.ts';
import type { RowSpan } from './visible-rows.ts';

export type Progress = {
  readonly list: PageList;
  readonly isBusy: boolean;
  readonly error: ErrorView | null;
};

export type LogReader = {
  /** These rows are on screen now. */
  readonly show: (span: RowSpan) => void;
  /** From now on nothing is told any more. */
  readonly stop: () => void;
};

/** Begins at once. */
export function startLogReader(options: {
  readonly client: Client;
  readonly filter: AuditFilter;
  readonly tell: (progress: Progress) => void;
}): LogReader {
  const { client, filter, tell } = options;
  let list = emptyList;
  let span: RowSpan = { first: 0, end: 0 };
  let isBusy = false;
  let isStopped = false;

  /** Null when it was stopped meanwhile. */
  const readOn = async (): Promise<ErrorView | 'done' | null> => {
    for (let job = nextJob(list, span); job !== null; job = nextJob(list, span)) {
      const { from, limit } = job;
      const answer = await client.request('audit.page', { filter, from, limit });
      if (isStopped) return null;
      if (!answer.ok) return answer.error;
      list = keepNear(withAnswer(list, job, answer.value), span);
      if (nextJob(list, span) !== null) tell({ list, isBusy: true, error: null });
    }
    return 'done';
  };
  const work = async (): Promise<void> => {
    if (isBusy || isStopped || nextJob(list, span) === null) return;
    isBusy = true;
    if (list !== emptyList) tell({ list, isBusy, error: null });
    const end = await readOn();
    isBusy = false;
    if (end !== null) tell({ list, isBusy, error: end === 'done' ? null : end });
  };
  void work();
  return {
    show: (next) => {
      span = next;
      list = keepNear(list, span);
      void work();
    },
    stop: () => {
      isStopped = true;
    },
  };
}
