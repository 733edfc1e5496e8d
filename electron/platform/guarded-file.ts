/** Reads a file of ours without trusting what lies there, and puts damaged ones aside (requirements D-01, D-04, D-06). */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
} from 'node:fs';
import path from 'node:path';

const largestBytes = 64 * 1024 * 1024;
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

/**
 * Keeps what lies at `file` under another name beside it and returns that name, or null when the disk refused. Plain
 * files are copied, so that a crash before the replacement is written starts over instead of finding nothing.
 */
export function setFileAside(file: string, at: number): string | null {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
  const kept = `${file}.corrupt-${stamp}`;
  try {
    if (readGuardedFile(file).kind === 'ok') copyFileSync(file, kept, constants.COPYFILE_EXCL);
    else renameSync(file, kept);
    return path.basename(kept);
  } catch {
    return null;
  }
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
