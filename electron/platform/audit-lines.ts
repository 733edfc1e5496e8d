/** Reads the audit log forwards, over all its files, in pieces between which the app goes on living (requirement D-08). */
import type { AuditLine } from '../ports.ts';
import { readLinesForwards } from './audit-blocks.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';
import type { OpenAuditFile } from './audit-view.ts';
import type { Pace } from './pace.ts';

/** Oldest first; what is no line of ours, such as the beginning that a crash left, is passed over. */
export async function* readAuditLines(
  files: readonly OpenAuditFile[],
  pace: Pace,
): AsyncGenerator<readonly AuditLine[]> {
  for (const opened of files) {
    for await (const texts of readLinesForwards(opened)) yield* parseTexts(texts, pace);
  }
}

/** What takes the lines has work with them too: it gets no more at once than were read in one go. */
async function* parseTexts(
  texts: readonly string[],
  pace: Pace,
): AsyncGenerator<readonly AuditLine[]> {
  let lines: AuditLine[] = [];
  for (const text of texts) {
    const entry = parseAuditLine(text);
    if (entry !== null) lines.push({ text, entry, digest: digestOf(text) });
    if (!pace.isSpent()) continue;
    yield lines;
    lines = [];
    await pace.rest();
  }
  yield lines;
}
