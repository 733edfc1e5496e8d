/** Reads the audit log forwards, over all its files, in pieces between which the app goes on living (requirement D-08). */
import type { AuditLine } from '../ports.ts';
import { readTexts } from './audit-check.ts';
import { listAuditFiles } from './audit-files.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';
import type { Pace } from './pace.ts';

/** Oldest first; what is no line of ours, such as the beginning that a crash left, is passed over. */
export async function* readAuditLines(
  file: string,
  pace: Pace,
): AsyncGenerator<readonly AuditLine[]> {
  const last = (await listAuditFiles(file)).at(-1)?.number ?? 0;
  let done = 0;
  while (done < last) {
    // Asked again for each: meanwhile the written one may have become full, and have another name.
    const next = (await listAuditFiles(file)).find(({ number }) => number > done);
    if (next === undefined || next.number > last) return;
    for await (const texts of readTexts(next.file)) yield* parseTexts(texts, pace);
    done = next.number;
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
