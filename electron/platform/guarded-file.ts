/** Reads a file of ours without trusting what lies there, and puts damaged ones aside (requirements D-01, D-04, D-06). */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import path from 'node:path';

const largestBytes = 64 * 1024 * 1024;
const longestLineBytes = 64 * 1024;
/** How many damaged copies of one file are kept. */
const keptCopies = 5;
// Windows has neither flag; a FIFO opened without O_NONBLOCK would block the start for ever.
const safeFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** `unsafe`: not a plain file of this user. `unreadable`: the system refused, so nothing is known about it. */
export type GuardedRead =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'missing' | 'unsafe' | 'unreadable' };

export function errorCodeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function isOurs(stats: Stats): boolean {
  const uid = process.getuid?.();
  return stats.isFile() && stats.size <= largestBytes && (uid === undefined || stats.uid === uid);
}

function readOpen(descriptor: number, file: string): GuardedRead {
  const stats = fstatSync(descriptor);
  if (!isOurs(stats)) return { kind: 'unsafe' };
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) chmodSync(file, 0o600);
  return { kind: 'ok', text: readFileSync(descriptor, 'utf8') };
}

/** The text of a plain file of this user, of at most 64 MiB; its mode is narrowed to 0600 on the way. Never throws. */
export function readGuardedFile(file: string): GuardedRead {
  try {
    const descriptor = openSync(file, safeFlags);
    try {
      return readOpen(descriptor, file);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    const code = errorCodeOf(thrown);
    if (code === 'ENOENT') return { kind: 'missing' };
    return { kind: code === 'ELOOP' || code === 'EISDIR' ? 'unsafe' : 'unreadable' };
  }
}

/** The first line of such a file, as far as 64 KiB go; empty where it cannot be read. Never throws. */
export function readGuardedFirstLine(file: string): string {
  try {
    const descriptor = openSync(file, safeFlags);
    try {
      if (!isOurs(fstatSync(descriptor))) return '';
      const start = Buffer.alloc(longestLineBytes);
      const length = readSync(descriptor, start, 0, start.length, 0);
      return start.toString('utf8', 0, length).split('\n', 1)[0] ?? '';
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}

/** Two damages within a millisecond get names of their own. */
function nameCopy(file: string, at: number, attempt: number): string {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
  return `${file}.corrupt-${stamp}${attempt === 0 ? '' : `-${attempt}`}`;
}

function keepCopy(file: string, kept: string): void {
  if (readGuardedFile(file).kind !== 'ok') renameSync(file, kept);
  else copyFileSync(file, kept, constants.COPYFILE_EXCL);
}

/** The oldest go: damage that comes back at every start must not fill the disk. */
function dropOldCopies(file: string): void {
  const prefix = `${path.basename(file)}.corrupt-`;
  const folder = path.dirname(file);
  const copies = readdirSync(folder).filter((name) => name.startsWith(prefix));
  for (const name of copies.sort().slice(0, -keptCopies)) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Keeps what lies at `file` under another name beside it and returns that name, or null when the disk refused. Plain
 * files are copied, so that a crash before the replacement is written starts over instead of finding nothing. At most
 * five such copies of one file are kept.
 */
export function setFileAside(file: string, at: number): string | null {
  for (let attempt = 0; attempt < keptCopies; attempt += 1) {
    const kept = nameCopy(file, at, attempt);
    try {
      keepCopy(file, kept);
      dropOldCopies(file);
      return path.basename(kept);
    } catch (thrown) {
      if (errorCodeOf(thrown) !== 'EEXIST') return null;
    }
  }
  return null;
}

/** Makes the folder, readable by this user alone. A folder that cannot be made shows at the first write. */
export function ensurePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) {
      chmodSync(folder, 0o700);
    }
  } catch {
    return;
  }
}

/** Narrows every plain file in the folder that `isOurName` picks to this user. Never throws. */
export function narrowFiles(folder: string, isOurName: (name: string) => boolean): void {
  if (process.platform === 'win32') return;
  try {
    for (const name of readdirSync(folder).filter(isOurName)) {
      const file = path.join(folder, name);
      const stats = lstatSync(file);
      if (stats.isFile() && (stats.mode & 0o077) !== 0) chmodSync(file, 0o600);
    }
  } catch {
    return;
  }
}

/** Why the system would refuse a write into the folder, as its error code; null where it would not. */
export function findWriteRefusal(folder: string): string | null {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (thrown) {
    return errorCodeOf(thrown);
  }
}
