/** Reads the audit log forwards, over all its files, in pieces between which the app goes on living (requirement D-08). */
import type { AuditLine } from '../ports.ts';
import { readTexts } from './audit-check.ts';
import { listAuditFiles } from './audit-files.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';

/** Oldest first; what is no line of ours, such as the beginning that a crash left, is passed over. */
export async function* readAuditLines(file: string): AsyncGenerator<readonly AuditLine[]> {
  const last = (await listAuditFiles(file)).at(-1)?.number ?? 0;
  let done = 0;
  while (done < last) {
    // Asked again for each: meanwhile the written one may have become full, and have another name.
    const next = (await listAuditFiles(file)).find(({ number }) => number > done);
    if (next === undefined || next.number > last) return;
    for await (const texts of readTexts(next.file)) {
      yield texts.flatMap((text) => {
        const entry = parseAuditLine(text);
        return entry === null ? [] : [{ text, entry, digest: digestOf(text) }];
      });
    }
    done = next.number;
  }
}
