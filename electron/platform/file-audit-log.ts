/** The audit log in files: lines of JSON that are only ever appended, and readers that see it as it is at one moment (D-08). */
import type { AuditEntry } from '../../shared/audit.ts';
import { everything } from '../../shared/audit-query.ts';
import { AppError } from '../app-error.ts';
import type { AuditHead, AuditLog, Clock, UnwrittenLines } from '../ports.ts';
import { checkAuditFiles } from './audit-check.ts';
import { readAuditLines } from './audit-lines.ts';
import { countMissing } from './audit-missing.ts';
import { holdsLine, readPage } from './audit-pages.ts';
import { createAuditRing, type WaitingLine } from './audit-ring.ts';
import { type OpenAuditFile, openAuditView } from './audit-view.ts';
import { createAuditWriter } from './audit-writer.ts';
import { errorCodeOf } from './guarded-file.ts';
import { createPace } from './pace.ts';

/** How far back `latestOf` looks, in pages of 4 MiB: at about 350 bytes a line, some 25,000 lines. */
const mostPages = 2;

type Files = readonly OpenAuditFile[];

function unwritable(thrown: unknown): never {
  throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
}

async function readLatest(
  files: Files,
  { accountId, limit }: { readonly accountId: string; readonly limit: number },
  clock: Clock,
): Promise<readonly AuditEntry[]> {
  const filter = { ...everything, accountId };
  const found: AuditEntry[] = [];
  let from: string | null = null;
  for (let pages = 0; pages < mostPages && found.length < limit; pages += 1) {
    const request = { filter, from, limit: limit - found.length };
    const page = await readPage(files, request, createPace(clock));
    found.push(...page.entries);
    from = page.next;
    if (from === null) break;
  }
  return found;
}

/** Whoever reads gets a view that is taken between two writes: a file that is closed meanwhile is in it as it was. */
function createReaders(file: string, inTurn: <T>(run: () => Promise<T>) => Promise<T>) {
  const see = () => inTurn(() => openAuditView(file));
  return {
    read: async <T>(use: (files: Files) => Promise<T>): Promise<T> => {
      const view = await see();
      return use(view.files).finally(view.close);
    },
    stream: async function* <T>(use: (files: Files) => AsyncIterable<T>): AsyncGenerator<T> {
      const view = await see();
      try {
        yield* use(view.files);
      } finally {
        await view.close();
      }
    },
  };
}

function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
}

/**
 * A damaged file never stops the app. A line that the disk refuses is told as such to its caller and kept in memory until
 * there is room again; of more than 1,000 the oldest are given up, and a line of the log says so.
 */
export function createFileAuditLog(options: {
  readonly file: string;
  readonly clock: Clock;
  /** Called when lines that had to wait are written. */
  readonly onCaughtUp?: () => void;
  /** Bytes from which a file counts as full; for tests. */
  readonly fullAt?: number;
}): AuditLog {
  const { file, clock, onCaughtUp = () => undefined } = options;
  const inTurn = createTurns();
  const { read, stream } = createReaders(file, inTurn);
  const writer = createAuditWriter(options);
  const ring = createAuditRing(clock, () => {
    void writeWaiting().then(onCaughtUp, () => undefined);
  });
  const writeWaiting = (upTo?: WaitingLine): Promise<void> =>
    inTurn(() => ring.drain(writer.write, upTo));
  /** In the writer's turn, which it is called in, a view needs no turn of its own. */
  const look = async <T>(use: (files: Files) => Promise<T>): Promise<T> => {
    const view = await openAuditView(file);
    return use(view.files).finally(view.close);
  };
  const readHead = async (since: AuditHead | null): Promise<AuditHead | null | 'broken'> => {
    const { seq, hash } = await writer.end();
    const isHeld =
      since === null || (await look((files) => holdsLine(files, since, createPace(clock))));
    if (!isHeld) return 'broken';
    return seq === 0 ? null : { count: seq, hash };
  };
  const unwritten = () => inTurn(async () => ring.unwritten(writer.lastSeq()));
  const findLost = (earlier: UnwrittenLines): Promise<number> =>
    look((files) => countMissing(files, earlier, createPace(clock)));
  return {
    append: async (facts, { durable = false } = {}) => {
      const hadToWait = ring.wasRefused();
      const line = { facts, at: clock.now().wall, durable };
      ring.add(line);
      await writeWaiting(line).catch(unwritable);
      if (hadToWait && !ring.wasRefused()) onCaughtUp();
    },
    latestOf: (accountId, limit) => read((files) => readLatest(files, { accountId, limit }, clock)),
    head: (since) => inTurn(() => readHead(since)).catch(unwritable),
    unwritten,
    recall: (earlier) => {
      ring.recall(earlier, () => findLost(earlier));
      return writeWaiting().catch(unwritable);
    },
    lines: () => stream((files) => readAuditLines(files, createPace(clock))),
    page: (request) => read((files) => readPage(files, request, createPace(clock))),
    check: async (reading) => {
      const [found, waiting] = await Promise.all([
        read((files) => checkAuditFiles(files, reading, createPace(clock))),
        unwritten(),
      ]);
      return { ...found, waiting: waiting?.count ?? 0 };
    },
  };
}
