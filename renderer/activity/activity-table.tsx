// biome-ignore-all lint/a11y/useSemanticElements: a native table cannot place its rows, of which only some exist
/** The lines of the audit log as a table of which only the visible part exists; a hundred thousand rows cost no more than fifty. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/audit.ts';
import { useMediaQuery } from '../design/use-media-query.ts';
import { ActivityRow } from './activity-row.tsx';
import styles from './activity-table.module.css';
import { type RowSpan, visibleRows } from './visible-rows.ts';

/** The style sheet draws one line a row from 1000 px on, and two below. */
const wideRow = 38;
const narrowRow = 62;
/** So many rows before the end, older ones are asked for. */
const soon = 40;

const columns = ['time', 'event', 'account', 'server', 'token', 'outcome'] as const;

type ActivityTableProps = {
  readonly entries: readonly AuditEntry[];
  readonly isBusy: boolean;
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
};

/** Scrolled by keys as well: the table itself takes the focus. */
export function ActivityTable({ entries, isBusy, hasMore, onNearEnd }: ActivityTableProps) {
  const { t } = useTranslation();
  const rowHeight = useMediaQuery('(width < 1000px)') ? narrowRow : wideRow;
  const table = useRef<HTMLDivElement>(null);
  const span = useRowSpan(table, rowHeight, entries.length);
  const isNearEnd = hasMore && !isBusy && span.end + soon >= entries.length;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  const firstSeq = entries[0]?.seq;
  useEffect(() => {
    // Another list, or newer lines on top: begin where it begins.
    if (firstSeq !== undefined && table.current !== null) table.current.scrollTop = 0;
  }, [firstSeq]);
  return (
    <div
      ref={table}
      role="table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.2, 2.1.1)
      tabIndex={0}
      aria-label={t('activity.region')}
      aria-rowcount={hasMore ? -1 : entries.length + 1}
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
      <div
        role="rowgroup"
        className={styles.rows}
        style={{ height: `${entries.length * rowHeight}px` }}
      >
        {entries.slice(span.first, span.end).map((entry, index) => (
          <ActivityRow
            key={entry.seq}
            entry={entry}
            position={span.first + index + 1}
            top={(span.first + index) * rowHeight}
          />
        ))}
      </div>
      {isBusy && entries.length > 0 ? (
        <p className={styles.more}>{t('activity.searchingOn')}</p>
      ) : null}
    </div>
  );
}

function useRowSpan(
  table: RefObject<HTMLDivElement | null>,
  rowHeight: number,
  count: number,
): RowSpan {
  const [span, setSpan] = useState<RowSpan>({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = table.current;
    if (element === null) return undefined;
    const look = (): void => {
      const next = visibleRows(
        { top: element.scrollTop, height: element.clientHeight },
        rowHeight,
        count,
      );
      setSpan((held) => (held.first === next.first && held.end === next.end ? held : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [table, rowHeight, count]);
  return span;
}
