/** The pages of the audit log that the window holds: few lines, whatever was scrolled through (D-08). */
import { describe, expect, it } from 'vitest';
import {
  emptyList,
  entriesIn,
  keepNear,
  nextJob,
  type PageJob,
  type PageList,
  withAnswer,
} from '../../../../renderer/activity/page-list.ts';
import type { RowSpan } from '../../../../renderer/activity/visible-rows.ts';
import type { AuditPage } from '../../../../shared/audit-query.ts';
import { sampleEntry } from '../../../fixtures/sample-activity.ts';

const total = 100_000;

/** What main answers of a log whose newest line has the number `total`. */
function answerTo({ from, limit }: PageJob): AuditPage {
  const start = Number((from ?? '1:0').split(':')[1]);
  const end = Math.min(total, start + limit);
  const entries = Array.from({ length: end - start }, (_, row) => sampleEntry(total - start - row));
  return { entries, next: end < total ? `1:${end}` : null };
}

/** As the reader does it: asks for what the span needs until it has it; counts the requests. */
function readFor(before: PageList, span: RowSpan): { list: PageList; asked: number } {
  let list = keepNear(before, span);
  let asked = 0;
  for (let job = nextJob(list, span); job !== null; job = nextJob(list, span)) {
    list = keepNear(withAnswer(list, job, answerTo(job)), span);
    asked += 1;
  }
  return { list, asked };
}

const held = ({ pages }: PageList): number =>
  pages.reduce((sum, { entries }) => sum + (entries?.length ?? 0), 0);

function scrollToEnd(): PageList {
  let list = readFor(emptyList, { first: 0, end: 30 }).list;
  while (list.next !== null) {
    list = readFor(list, { first: list.count - 30, end: list.count }).list;
    expect(held(list)).toBeLessThan(3_500);
  }
  return list;
}

describe('the pages of the activity', () => {
  it('D-08 holds the lines near the visible ones only, however far was scrolled', () => {
    const list = scrollToEnd();
    expect(list.count).toBe(total);
    expect(list.newest).toBe(total);
    expect(entriesIn(list, { first: total - 2, end: total }).map((it) => it?.seq)).toEqual([2, 1]);
  });

  it('D-08 shows rows that were put away as empty, and reads them again where they stood', () => {
    const end = scrollToEnd();
    const span = { first: 49_995, end: 50_010 };
    expect(entriesIn(end, span).every((it) => it === null)).toBe(true);
    const { list, asked } = readFor(end, span);
    expect(asked).toBe(2);
    const seqs = entriesIn(list, span).map((it) => it?.seq);
    expect(seqs).toEqual(Array.from({ length: 15 }, (_, index) => total - 49_995 - index));
    expect(held(list)).toBeLessThan(3_500);
  });

  it('keeps the first page, whose beginning moves with every new line', () => {
    const list = scrollToEnd();
    expect(entriesIn(list, { first: 0, end: 1 })[0]?.seq).toBe(total);
    expect(nextJob(list, { first: 0, end: 30 })).toBeNull();
  });

  it('D-08 goes on over answers without a line, until a window is full or the log is over', () => {
    let list = emptyList;
    for (const next of ['1:900', '1:800']) {
      const job = nextJob(list, { first: 0, end: 0 });
      if (job !== null) list = withAnswer(list, job, { entries: [], next });
    }
    expect(nextJob(list, { first: 0, end: 0 })).toMatchObject({ from: '1:800', page: null });
    const last = { entries: [sampleEntry(7)], next: null };
    list = withAnswer(list, { from: '1:800', page: null, limit: 200 }, last);
    expect(nextJob(list, { first: 0, end: 30 })).toBeNull();
    expect(entriesIn(list, { first: 0, end: 30 }).map((it) => it?.seq)).toEqual([7]);
  });

  it('copies no line when a page is added', () => {
    const before = readFor(emptyList, { first: 0, end: 190 }).list;
    const after = readFor(before, { first: 100, end: 390 }).list;
    expect(after.pages.length).toBeGreaterThan(before.pages.length);
    expect(after.pages.slice(0, before.pages.length)).toEqual(before.pages);
    expect(after.pages[0]?.entries).toBe(before.pages[0]?.entries);
  });
});
