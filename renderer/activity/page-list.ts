/**
 * What the window holds of the audit log: page after page, of which only those near the visible rows keep their lines. The
 * others are known by where they begin and how long they are, and are read again when they are needed (D-08).
 */
import type { AuditEntry } from '../../shared/audit.ts';
import type { AuditPage } from '../../shared/audit-query.ts';
import type { RowSpan } from './visible-rows.ts';

/** Where main begins to read; null for the newest line. */
type Start = { readonly from: string | null };

type HeldPage = Start & {
  /** The position of its first row, counted from 0. */
  readonly first: number;
  readonly count: number;
  /** Null while they are put away. */
  readonly entries: readonly AuditEntry[] | null;
};

export type PageList = {
  readonly pages: readonly HeldPage[];
  /** Rows in all pages. */
  readonly count: number;
  /** Null when the log's beginning was reached. */
  readonly next: Start | null;
  /** The number of the newest line; 0 where there is none. */
  readonly newest: number;
};

/** What to ask main for: more lines, or those of a page (by its index) that were put away. */
export type PageJob = Start & { readonly page: number | null; readonly limit: number };

export const emptyList: PageList = { pages: [], count: 0, next: { from: null }, newest: 0 };

/** So many rows on either side stay held; a page beyond is put away. */
const nearRows = 1_000;
/** So many rows before the end, older ones are asked for. */
const soonRows = 40;
/** They fill a tall window: a search goes on by itself until it has as many. */
const fewestRows = 60;

/** Who scrolls on and on is better served by larger ones. */
const firstPages = 200;
const laterPages = 500;

const lastRow = ({ first, count }: HeldPage): number => first + count;

/** Null when every row in the span is there and enough are behind it. */
export function nextJob({ pages, count, next }: PageList, span: RowSpan): PageJob | null {
  const page = pages.findIndex(
    (it) => it.entries === null && it.first < span.end && lastRow(it) > span.first,
  );
  const again = pages[page];
  if (again !== undefined) return { from: again.from, page, limit: again.count };
  const wanted = Math.max(span.end + soonRows, fewestRows);
  if (next === null || count >= wanted) return null;
  return { from: next.from, page: null, limit: count < nearRows ? firstPages : laterPages };
}

/** The list with what main answered. Rows are never copied from one page to another. */
export function withAnswer(list: PageList, job: PageJob, answer: AuditPage): PageList {
  const { entries } = answer;
  const { pages, count, newest } = list;
  if (job.page !== null) {
    const again = pages[job.page];
    return again === undefined
      ? list
      : { ...list, pages: pages.with(job.page, { ...again, entries }) };
  }
  const next = answer.next === null ? null : { from: answer.next };
  if (entries.length === 0) return { ...list, next };
  const page = { from: job.from, first: count, count: entries.length, entries };
  return {
    pages: [...pages, page],
    count: count + entries.length,
    next,
    newest: newest === 0 ? (entries[0]?.seq ?? 0) : newest,
  };
}

/** Puts away what is far from the span. The first page stays: its beginning moves with every new line of the log. */
export function keepNear(list: PageList, { first, end }: RowSpan): PageList {
  const isFar = (page: HeldPage, index: number): boolean =>
    index > 0 && (lastRow(page) < first - nearRows || page.first > end + nearRows);
  if (!list.pages.some((page, index) => page.entries !== null && isFar(page, index))) return list;
  const pages = list.pages.map((page, index) =>
    page.entries !== null && isFar(page, index) ? { ...page, entries: null } : page,
  );
  return { ...list, pages };
}

/** The entries of the span in order; null for one that is put away. */
export function entriesIn(
  { pages, count }: PageList,
  span: RowSpan,
): readonly (AuditEntry | null)[] {
  const found: (AuditEntry | null)[] = [];
  let index = pages.findIndex((it) => lastRow(it) > span.first);
  for (let row = span.first; row < Math.min(span.end, count); row += 1) {
    let page = pages[index];
    if (page !== undefined && row >= lastRow(page)) {
      index += 1;
      page = pages[index];
    }
    found.push(page?.entries?.[row - page.first] ?? null);
  }
  return found;
}
