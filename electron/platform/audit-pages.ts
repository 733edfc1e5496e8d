/** Looks through the audit log backwards, page by page, over all its files, in pieces between which the app goes on living. */
import type { AuditEntry } from '../../shared/audit.ts';
import { type AuditFilter, type AuditPage, matchesFilter } from '../../shared/audit-query.ts';
import type { AuditHead } from '../ports.ts';
import { readLinesBackwards } from './audit-blocks.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';
import type { OpenAuditFile } from './audit-view.ts';
import type { Pace } from './pace.ts';

/** A page that found less than was asked for ends here all the same. */
const searchedBytes = 4 * 1024 * 1024;

export type PageRequest = {
  readonly filter: AuditFilter;
  /** From an earlier page's `next`; null for the newest lines. */
  readonly from: string | null;
  readonly limit: number;
};

type Cursor = { readonly number: number; readonly end: number };

const parseCursor = (text: string | null): Cursor | null => {
  const [number, end] = (text ?? '').split(':').map(Number);
  return Number.isInteger(number) && Number.isInteger(end)
    ? { number: number ?? 0, end: end ?? 0 }
    : null;
};

/** At most `limit` entries, newest first. */
export async function readPage(
  files: readonly OpenAuditFile[],
  { filter, from, limit }: PageRequest,
  pace: Pace,
): Promise<AuditPage> {
  const cursor = parseCursor(from);
  const entries: AuditEntry[] = [];
  let left = searchedBytes;
  for (const opened of [...files].reverse()) {
    const { number } = opened;
    if (cursor !== null && number > cursor.number) continue;
    const end = cursor?.number === number ? cursor.end : null;
    const wanted = { end, budget: left, limit: limit - entries.length, filter };
    const part = await readPart(opened, wanted, pace);
    entries.push(...part.entries);
    left -= part.searched;
    if (part.stoppedAt !== null) return { entries, next: `${number}:${part.stoppedAt}` };
  }
  return { entries, next: null };
}

/** True where the line with this number has this digest; looked for from the end, where it usually is. */
export async function holdsLine(
  files: readonly OpenAuditFile[],
  { count, hash }: AuditHead,
  pace: Pace,
): Promise<boolean> {
  for (const { handle, size } of [...files].reverse()) {
    for await (const { text } of readLinesBackwards(handle, size)) {
      const seq = parseAuditLine(text)?.seq;
      if (seq === count) return digestOf(text) === hash;
      if (seq !== undefined && seq < count) return false;
      if (pace.isSpent()) await pace.rest();
    }
  }
  return false;
}

type PartRequest = {
  /** Null for the end of the file. */
  readonly end: number | null;
  readonly budget: number;
  readonly limit: number;
  readonly filter: AuditFilter;
};
type Part = {
  readonly entries: readonly AuditEntry[];
  readonly searched: number;
  /** Where to go on in this file; null when its beginning was reached. */
  readonly stoppedAt: number | null;
};

async function readPart(
  { handle, size }: OpenAuditFile,
  request: PartRequest,
  pace: Pace,
): Promise<Part> {
  const end = Math.min(request.end ?? size, size);
  const entries: AuditEntry[] = [];
  let position = end;
  for await (const { text, bytes } of readLinesBackwards(handle, end)) {
    const isFull = entries.length >= request.limit || end - position > request.budget;
    if (isFull) return { entries, searched: end - position, stoppedAt: position };
    position -= bytes;
    const entry = parseAuditLine(text);
    if (entry !== null && matchesFilter(entry, request.filter)) entries.push(entry);
    if (pace.isSpent()) await pace.rest();
  }
  return { entries, searched: end, stoppedAt: null };
}
