/** Reads the whole audit log forwards and finds the first line that is not what its chain says (requirement D-08). */
import path from 'node:path';
import type { AuditEntry } from '../../shared/audit.ts';
import { parseGap } from '../../shared/audit-gap.ts';
import type { AuditCheck, ChainFault } from '../../shared/audit-query.ts';
import type { AuditHead, HeadReading } from '../ports.ts';
import { readLinesForwards } from './audit-blocks.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';
import type { OpenAuditFile } from './audit-view.ts';
import type { Pace } from './pace.ts';

type Place = { readonly line: number; readonly fileName: string; readonly lineInFile: number };
type Line = Place & {
  readonly digest: string;
  readonly entry: AuditEntry | null;
  readonly prev: string;
};
type Broken = NonNullable<AuditCheck['broken']>;

/** `reading` is what the keychain holds: without a head a cut end and a whole new log go unseen. */
export async function checkAuditFiles(
  files: readonly OpenAuditFile[],
  reading: HeadReading,
  pace: Pace,
): Promise<Omit<AuditCheck, 'waiting'>> {
  const head = reading.kind === 'held' ? reading.head : null;
  const walk = createWalk(head);
  let broken: Broken | null = null;
  for await (const line of readLines(files, pace)) {
    broken = walk.step(line);
    if (broken !== null) break;
  }
  broken ??= walk.end();
  const { lines, torn, lost } = walk.counts();
  return { lines, torn, lost, ...comparedWith(reading), broken };
}

function comparedWith(reading: HeadReading): Pick<AuditCheck, 'head' | 'since'> {
  if (reading.kind !== 'held') return { head: reading.kind, since: null };
  const { anew, since } = reading.head;
  return { head: anew ? 'anew' : 'matches', since };
}

const faultAt = ({ line, fileName, lineInFile }: Place, fault: ChainFault): Broken => ({
  line,
  fileName,
  lineInFile,
  fault,
});

/** One line behind: whose fault a broken link is shows only at the line after it. */
function createWalk(head: AuditHead | null) {
  let before: Line | null = null;
  let suspect: { readonly earlier: Line; readonly later: Line } | null = null;
  let seq = 0;
  let lines = 0;
  let torn = 0;
  let lost = 0;

  const link = (line: Line): Broken | null => {
    if (suspect !== null) {
      const { earlier, later } = suspect;
      return faultAt(line.prev === later.digest ? earlier : later, 'changed');
    }
    if (line.entry === null) {
      torn += 1;
      return null;
    }
    if (line.entry.seq !== seq + 1) {
      return faultAt(line, line.entry.seq > seq + 1 ? 'missing' : 'order');
    }
    if (line.prev !== (before?.digest ?? '')) {
      if (before === null) return faultAt(line, 'changed');
      suspect = { earlier: before, later: line };
    }
    return null;
  };

  return {
    counts: () => ({ lines, torn, lost }),
    step: (line: Line): Broken | null => {
      lines += 1;
      const fault = link(line);
      if (fault !== null) return fault;
      if (line.entry !== null) seq = line.entry.seq;
      if (line.entry?.event === 'lines_lost') lost += parseGap(line.entry.label)?.count ?? 1;
      const atHead = head !== null && line.entry?.seq === head.count;
      if (atHead && suspect === null && line.digest !== head.hash)
        return faultAt(line, 'rewritten');
      before = line;
      return null;
    },
    end: (): Broken | null => {
      if (suspect !== null) return faultAt(suspect.earlier, 'changed');
      if (head === null || seq >= head.count) return null;
      const place = before ?? { line: 0, fileName: '', lineInFile: 0 };
      const { line, fileName, lineInFile } = place;
      return faultAt({ line: line + 1, fileName, lineInFile: lineInFile + 1 }, 'cut');
    },
  };
}

async function* readLines(files: readonly OpenAuditFile[], pace: Pace): AsyncGenerator<Line> {
  let line = 0;
  for (const opened of files) {
    const fileName = path.basename(opened.file);
    let lineInFile = 0;
    for await (const texts of readLinesForwards(opened)) {
      for (const text of texts) {
        lineInFile += 1;
        if (text === '') continue;
        line += 1;
        const entry = parseAuditLine(text);
        const prev = entry?.prev ?? '';
        yield { line, fileName, lineInFile, digest: digestOf(text), entry, prev };
        if (pace.isSpent()) await pace.rest();
      }
    }
  }
}
