// biome-ignore-all lint/a11y/useSemanticElements: a native table cannot place its rows, of which only some exist
/** The lines of the audit log as a table of which only the visible part exists; a hundred thousand rows cost no more than fifty. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMediaQuery } from '../design/use-media-query.ts';
import { ActivityRow } from './activity-row.tsx';
import styles from './activity-table.module.css';
import { entriesIn } from './page-list.ts';
import type { Activity } from './use-activity.ts';
import { type RowSpan, visibleRows } from './visible-rows.ts';

/** The style sheet draws one line a row from 1200 px on, and two below. */
const wideRow = 38;
const narrowRow = 62;

const columns = ['time', 'event', 'account', 'server', 'token', 'outcome'] as const;

type ActivityTableProps = {
  readonly activity: Pick<Activity, 'list' | 'isBusy' | 'run' | 'show'>;
};

/** Scrolled by keys as well: the table itself takes the focus. */
export function ActivityTable({ activity }: ActivityTableProps) {
  const { t } = useTranslation();
  const { list, isBusy, run, show } = activity;
  const { count } = list;
  const rowHeight = useMediaQuery('(width < 1200px)') ? narrowRow : wideRow;
  const table = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is another list, which begins where it begins
  useLayoutEffect(() => {
    if (table.current !== null) table.current.scrollTop = 0;
  }, [run]);
  const span = useRowSpan(table, { rowHeight, count, run });
  useEffect(() => {
    // What was on screen of an earlier list says nothing of what to read of this one.
    if (span.run === run && span.end > 0) show(span);
  }, [span, run, show]);
  return (
    <div
      ref={table}
      role="table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.2, 2.1.1)
      tabIndex={0}
      aria-label={t('activity.region')}
      aria-rowcount={list.next === null ? count + 1 : -1}
      aria-busy={isBusy}
      className={styles.table}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" tabIndex={-1} aria-rowindex={1} className={styles.headRow}>
          {columns.map((column) => (
            <span key={column} role="columnheader" tabIndex={-1}>
              {t(`activity.columns.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: `${count * rowHeight}px` }}>
        {entriesIn(list, span).map((entry, index) => {
          const row = span.first + index;
          // By its place: lines that are read again fill the row that stood empty for them.
          return <ActivityRow key={row} entry={entry} position={row + 1} top={row * rowHeight} />;
        })}
      </div>
      {isBusy && count > 0 ? <p className={styles.more}>{t('activity.searchingOn')}</p> : null}
    </div>
  );
}

type Rows = { readonly rowHeight: number; readonly count: number; readonly run: number };

function useRowSpan(
  table: RefObject<HTMLDivElement | null>,
  { rowHeight, count, run }: Rows,
): RowSpan & { readonly run: number } {
  const [span, setSpan] = useState({ first: 0, end: 0, run });
  useLayoutEffect(() => {
    const element = table.current;
    if (element === null) return undefined;
    const look = (): void => {
      const next = visibleRows(
        { top: element.scrollTop, height: element.clientHeight },
        rowHeight,
        count,
      );
      setSpan((held) => {
        const isSame = held.first === next.first && held.end === next.end && held.run === run;
        return isSame ? held : { ...next, run };
      });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [table, rowHeight, count, run]);
  return span;
}
