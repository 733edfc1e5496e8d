/** Reads a file that a person chose, up to a bound: what they choose may be anything. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../app-error.ts';
import { errorCodeOf } from './guarded-file.ts';

// A pipe opened without it would wait for ever for somebody to write.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function readOpen(handle: FileHandle, mostBytes: number): Promise<string> {
  // A device has no end, and no size that says so.
  if (!(await handle.stat()).isFile()) throw new AppError('file_unreadable');
  const bytes = Buffer.alloc(mostBytes + 1);
  const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength, 0);
  if (bytesRead > mostBytes) throw new AppError('file_too_large');
  return bytes.toString('utf8', 0, bytesRead);
}

/** As UTF-8. Throws AppError `file_unreadable`, or `file_too_large` beyond `mostBytes`. */
export async function readChosenText(place: string, mostBytes: number): Promise<string> {
  try {
    const handle = await open(place, flags);
    return await readOpen(handle, mostBytes).finally(() => handle.close());
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('file_unreadable', { reason: errorCodeOf(thrown) }, thrown);
  }
}
