/** Appends to and replaces a file so that it survives a crash of the system: file and folder are synced (fsync(2)). */
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const noFollow = constants.O_NOFOLLOW ?? 0;
const appendFlags =
  constants.O_WRONLY | constants.O_APPEND | noFollow | (constants.O_NONBLOCK ?? 0);
const createFlags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_APPEND;
const replaceFlags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | noFollow;

/** Makes the names in it survive too; Windows cannot open a folder, and NTFS keeps its own journal of names. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

async function openForAppend(file: string): Promise<FileHandle> {
  try {
    return await open(file, appendFlags, 0o600);
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    const handle = await open(file, createFlags, 0o600);
    await syncFolder(path.dirname(file)).catch(async (failure: unknown) => {
      await handle.close();
      throw failure;
    });
    return handle;
  }
}

async function writeAtEnd(handle: FileHandle, lines: string, sync: boolean): Promise<void> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw new Error('not a plain file');
  // A crash may have left half a line: what follows must not become part of it, and an empty line says nothing.
  const start = stats.size === 0 ? '' : '\n';
  try {
    await handle.appendFile(start + lines);
    if (sync) await handle.sync();
  } catch (thrown) {
    // On a full disk half a line would take what room is left.
    await handle.truncate(stats.size).catch(() => undefined);
    throw thrown;
  }
}

/** Appends whole lines, making the file (mode 0600) where there is none. Rejects with the system's error. */
export async function appendLines(
  file: string,
  lines: string,
  { sync }: { readonly sync: boolean },
): Promise<void> {
  const handle = await openForAppend(file);
  await writeAtEnd(handle, lines, sync).finally(() => handle.close());
}

/** Leaves a file of no length, made where there is none. */
export async function emptyFile(file: string): Promise<void> {
  const handle = await openForAppend(file);
  await handle.truncate(0).finally(() => handle.close());
}

/** Puts a file with this text in the place of another, or leaves the other as it was and rejects. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  await rm(next, { force: true });
  const handle = await open(next, replaceFlags, 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  await syncFolder(path.dirname(file));
}
