/** The audit log: lines of JSON that are only ever appended, each naming the digest of the one before (D-06, D-08). */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { AuditEntry, AuditFacts } from '../../shared/audit.ts';
import { everything } from '../../shared/audit-query.ts';
import { AppError } from '../app-error.ts';
import type { AuditHead, AuditLog, Clock } from '../ports.ts';
import { checkAuditFiles } from './audit-check.ts';
import { closeFullFile, fullBytes, listAuditFiles, listFullFiles } from './audit-files.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';
import { readAuditLines } from './audit-lines.ts';
import { holdsLine, readPage } from './audit-pages.ts';
import { createAuditRing, type WaitingLine } from './audit-ring.ts';
import { readLinesBackwards } from './audit-tail.ts';
import { ensurePrivateFolder, errorCodeOf, setFileAside } from './guarded-file.ts';
import { createPace } from './pace.ts';

/** How far back `latestOf` looks, in pages of 4 MiB: at about 350 bytes a line, some 25,000 lines. */
const mostPages = 2;

const openFlags =
  constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Reading also works on a disk that takes no writes, and makes no file. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Where the chain stands. `torn`: the file ends within a line, as after a crash. */
type Tail = { readonly seq: number; readonly prev: string; readonly torn: boolean };

/** What we left; a file that is another one or has another size since is read again. */
type Known = Tail & { readonly inode: number; readonly size: number };

/** Named one by one: whatever else a caller's object carries stays out of the log. */
function factsOf(facts: AuditFacts): AuditFacts {
  const { event, accountId, label, issuer, token, fingerprint, outcome } = facts;
  const { code, oauthError, httpStatus, answerBody, verdict, method } = facts;
  return {
    event,
    accountId,
    label,
    issuer,
    token,
    fingerprint,
    outcome,
    code,
    oauthError,
    httpStatus,
    answerBody,
    verdict,
    method,
  };
}

async function openFile(file: string, at: number): Promise<FileHandle> {
  ensurePrivateFolder(path.dirname(file));
  try {
    return await open(file, openFlags, 0o600);
  } catch (thrown) {
    const code = errorCodeOf(thrown);
    // A link or a folder in its place is put aside, not followed.
    if (code !== 'ELOOP' && code !== 'EISDIR') throw thrown;
    setFileAside(file, at);
    return open(file, openFlags, 0o600);
  }
}

/** The torn rest of a line stays where it is and counts as a line of the chain, though nothing can be read from it. */
async function readTail(handle: FileHandle, size: number): Promise<Tail> {
  let prev: string | null = null;
  let torn = false;
  for await (const { text, whole } of readLinesBackwards(handle, size)) {
    if (prev === null) {
      prev = digestOf(text);
      torn = !whole;
    }
    const seq = parseAuditLine(text)?.seq;
    if (seq !== undefined) return { seq, prev, torn };
  }
  return { seq: 0, prev: prev ?? '', torn };
}

async function tailOf(file: string, handle: FileHandle, known: Known | null): Promise<Tail> {
  const { ino, size, mode } = await handle.stat();
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await handle.chmod(0o600);
  if (known?.inode === ino && known.size === size) return known;
  return size === 0 ? tailBefore(file) : readTail(handle, size);
}

/** A file that was just begun goes on where the last full one ended. */
async function tailBefore(file: string): Promise<Tail> {
  const before = (await listFullFiles(file)).at(-1);
  if (before === undefined) return { seq: 0, prev: '', torn: false };
  const handle = await open(before.file, readFlags);
  try {
    const { size } = await handle.stat();
    return { ...(await readTail(handle, size)), torn: false };
  } finally {
    await handle.close();
  }
}

async function appendLine(
  handle: FileHandle,
  line: string,
  { tail, durable }: { readonly tail: Tail; readonly durable: boolean },
): Promise<Known> {
  await handle.appendFile(`${tail.torn ? '\n' : ''}${line}\n`);
  if (durable) await handle.sync();
  const { ino, size } = await handle.stat();
  return { inode: ino, size, seq: tail.seq + 1, prev: digestOf(line), torn: false };
}

/**
 * Opened for each use: the file may be moved away while the app runs. A damaged one never stops the app. A line that the
 * disk refuses is told as such to its caller and kept in memory until there is room again; of more than 1,000 the oldest
 * are given up, and a line of the log says so.
 */
export function createFileAuditLog(options: {
  readonly file: string;
  readonly clock: Clock;
  /** Called when lines that had to wait are written. */
  readonly onCaughtUp?: () => void;
  /** Bytes from which a file counts as full; for tests. */
  readonly fullAt?: number;
}): AuditLog {
  const { file, clock, onCaughtUp = () => undefined, fullAt = fullBytes } = options;
  let known: Known | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
  const write = async ({ facts, at, durable }: WaitingLine): Promise<void> => {
    if (known !== null && known.size >= fullAt) await closeFullFile(file);
    const handle = await openFile(file, clock.now().wall);
    try {
      const tail = await tailOf(file, handle, known);
      const { seq, prev } = tail;
      const line = JSON.stringify({ v: 1, seq: seq + 1, prev, at, ...factsOf(facts) });
      known = await appendLine(handle, line, { tail, durable });
    } finally {
      await handle.close();
    }
  };
  const readHead = async (since: AuditHead | null): Promise<AuditHead | null | 'broken'> => {
    const handle = await openFile(file, clock.now().wall);
    try {
      const { seq, prev } = await tailOf(file, handle, known);
      await handle.sync();
      const files = await listAuditFiles(file);
      if (since !== null && !(await holdsLine(files, since, createPace(clock)))) return 'broken';
      return seq === 0 ? null : { count: seq, hash: prev };
    } finally {
      await handle.close();
    }
  };
  const readLatest = async (accountId: string, limit: number): Promise<readonly AuditEntry[]> => {
    const filter = { ...everything, accountId };
    const found: AuditEntry[] = [];
    let from: string | null = null;
    for (let pages = 0; pages < mostPages && found.length < limit; pages += 1) {
      const files = await listAuditFiles(file);
      const request = { filter, from, limit: limit - found.length };
      const page = await readPage(files, request, createPace(clock));
      found.push(...page.entries);
      from = page.next;
      if (from === null) break;
    }
    return found;
  };
  const ring = createAuditRing(clock, () => {
    void writeWaiting().then(onCaughtUp, () => undefined);
  });
  const writeWaiting = (upTo?: WaitingLine): Promise<void> => inTurn(() => ring.drain(write, upTo));
  return {
    append: async (facts, { durable = false } = {}) => {
      const hadToWait = ring.wasRefused();
      const line = { facts, at: clock.now().wall, durable };
      ring.add(line);
      try {
        await writeWaiting(line);
      } catch (thrown) {
        throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
      }
      if (hadToWait && !ring.wasRefused()) onCaughtUp();
    },
    latestOf: (accountId, limit) => inTurn(() => readLatest(accountId, limit)).catch(() => []),
    head: (since) =>
      inTurn(() => readHead(since)).catch((thrown: unknown) => {
        throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
      }),
    lines: () => readAuditLines(file, createPace(clock)),
    page: async (request) => readPage(await listAuditFiles(file), request, createPace(clock)),
    check: (reading) =>
      inTurn(async () => checkAuditFiles(await listAuditFiles(file), reading, createPace(clock))),
  };
}
