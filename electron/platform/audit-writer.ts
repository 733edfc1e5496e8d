/** Appends to the audit log, one file after another, each line naming the digest of the one before (D-06, D-08). */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { AuditFacts } from '../../shared/audit.ts';
import type { Clock } from '../ports.ts';
import { closeFullFile, fullBytes } from './audit-files.ts';
import { digestOf } from './audit-line-schema.ts';
import type { WaitingLine } from './audit-ring.ts';
import { findTail, type Tail } from './audit-tail.ts';
import { syncFolder } from './durable-write.ts';
import { ensurePrivateFolder, errorCodeOf, setFileAside } from './guarded-file.ts';

const openFlags =
  constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** What we left; a file that is another one or has another size since is read again. */
type Known = Tail & { readonly inode: number; readonly size: number };

export type AuditWriter = {
  /** Rejects with the system's error, and takes back what the disk had taken of the line, as far as it lets itself be. */
  readonly write: (line: WaitingLine) => Promise<void>;
  /** Syncs what was written, and says where the chain stands. */
  readonly end: () => Promise<Tail>;
  /** The last line's number, as far as it was ever looked for; else 0. */
  readonly lastSeq: () => number;
};

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

/**
 * The file to append to: another one where it is full. What is in it is synced before, and so is the name of a new one:
 * after a power cut no later line may be there without the earlier ones.
 */
async function openToWrite(file: string, at: number, fullAt: number): Promise<FileHandle> {
  const handle = await openFile(file, at);
  try {
    const { size } = await handle.stat();
    if (size === 0) await syncFolder(path.dirname(file));
    if (size < fullAt) return handle;
    await handle.sync();
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
  await handle.close();
  await closeFullFile(file);
  return openToWrite(file, at, fullAt);
}

async function lookAtEnd(file: string, handle: FileHandle, known: Known | null): Promise<Known> {
  const { ino, size, mode } = await handle.stat();
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await handle.chmod(0o600);
  if (known?.inode === ino && known.size === size) return known;
  return { ...(await findTail(file, handle)), inode: ino, size };
}

async function appendLine(
  handle: FileHandle,
  text: string,
  { end, durable }: { readonly end: Known; readonly durable: boolean },
): Promise<Known> {
  try {
    await handle.appendFile(`${end.torn ? '\n' : ''}${text}\n`);
    if (durable) await handle.sync();
  } catch (thrown) {
    // It is written again: half of it would be taken for what a crash left, all of it for another event.
    await handle.truncate(end.size).catch(() => undefined);
    throw thrown;
  }
  const { ino, size } = await handle.stat();
  const hash = digestOf(text);
  return { inode: ino, size, seq: end.seq + 1, hash, prev: hash, torn: false };
}

/** Opened for each use: the file may be moved away while the app runs. One call at a time. */
export function createAuditWriter(options: {
  readonly file: string;
  readonly clock: Clock;
  readonly fullAt?: number;
}): AuditWriter {
  const { file, clock, fullAt = fullBytes } = options;
  let known: Known | null = null;
  const append = async (
    handle: FileHandle,
    { facts, at, durable }: WaitingLine,
  ): Promise<Known> => {
    const end = await lookAtEnd(file, handle, known);
    known = end;
    const { seq, prev } = end;
    const text = JSON.stringify({ v: 1, seq: seq + 1, prev, at, ...factsOf(facts) });
    return appendLine(handle, text, { end, durable });
  };
  return {
    write: async (line) => {
      const handle = await openToWrite(file, clock.now().wall, fullAt);
      known = await append(handle, line).finally(() => handle.close());
    },
    end: async () => {
      const handle = await openFile(file, clock.now().wall);
      try {
        known = await lookAtEnd(file, handle, known);
        await handle.sync();
        return known;
      } finally {
        await handle.close();
      }
    },
    lastSeq: () => known?.seq ?? 0,
  };
}
