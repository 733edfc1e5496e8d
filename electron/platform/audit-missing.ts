/** Counts the lines of an earlier run that never reached the disk, by those of them that did (requirement D-02). */
import { parseGap } from '../../shared/audit-gap.ts';
import type { UnwrittenLines } from '../ports.ts';
import { readLinesBackwards } from './audit-blocks.ts';
import { parseAuditLine } from './audit-line-schema.ts';
import type { OpenAuditFile } from './audit-view.ts';
import type { Pace } from './pace.ts';

/**
 * The note may be older than the log, where the app ended between writing the one and the other: what stands behind
 * `after` and is about a moment of theirs is one of them, and a line that says that some are missing stands for those.
 */
export async function countMissing(
  files: readonly OpenAuditFile[],
  { count, from, to, after }: UnwrittenLines,
  pace: Pace,
): Promise<number> {
  let missing = count;
  for (const { handle, size } of [...files].reverse()) {
    for await (const { text } of readLinesBackwards(handle, size)) {
      const entry = parseAuditLine(text);
      if (entry !== null && entry.seq <= after) return Math.max(0, missing);
      if (entry !== null && entry.at >= from && entry.at <= to) {
        missing -= entry.event === 'lines_lost' ? (parseGap(entry.label)?.count ?? 1) : 1;
      }
      if (pace.isSpent()) await pace.rest();
    }
  }
  return Math.max(0, missing);
}
