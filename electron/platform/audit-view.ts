/** Holds every file of the audit log open as it is at one moment, so that no reader misses one that gets another name (D-08). */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../app-error.ts';
import { type AuditFile, listAuditFiles } from './audit-files.ts';
import { errorCodeOf } from './guarded-file.ts';

/** Works on a disk that takes no writes too, makes no file, and does not wait for a pipe. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** One of the files, of which no reader looks beyond `size`. */
export type OpenAuditFile = AuditFile & { readonly handle: FileHandle; readonly size: number };

/** Oldest first. Takes a moment in which nobody writes; what is written later is not in it. */
export type AuditView = {
  readonly files: readonly OpenAuditFile[];
  readonly close: () => Promise<void>;
};

/** Null for what is not there and for a link, a folder or the like: what it held is missed by the chain. */
export async function openAuditFile(file: AuditFile): Promise<OpenAuditFile | null> {
  const handle = await openPlain(file.file);
  if (handle === null) return null;
  try {
    const stats = await handle.stat();
    if (stats.isFile()) return { ...file, handle, size: stats.size };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
  await handle.close();
  return null;
}

async function openPlain(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, readFlags);
  } catch (thrown) {
    const code = errorCodeOf(thrown);
    if (code === 'ENOENT' || code === 'ELOOP') return null;
    throw thrown;
  }
}

/** Throws AppError `log_unreadable`: a log of which a part is not known is neither shown nor judged. */
export async function openAuditView(file: string): Promise<AuditView> {
  const files: OpenAuditFile[] = [];
  const close = async (): Promise<void> => {
    for (const { handle } of files) await handle.close();
  };
  try {
    for (const listed of await listAuditFiles(file)) {
      const opened = await openAuditFile(listed);
      if (opened !== null) files.push(opened);
    }
  } catch (thrown) {
    await close();
    throw new AppError('log_unreadable', { reason: errorCodeOf(thrown) }, thrown);
  }
  return { files, close };
}
