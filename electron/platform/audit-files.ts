/** The files that one audit log is made of: the one that is written, and those that were full before it (D-08). */
import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './durable-write.ts';
import { errorCodeOf } from './guarded-file.ts';

/** From this size on a file is closed and another begun; the chain goes on over both. */
export const fullBytes = 5 * 1024 * 1024;

export type AuditFile = { readonly number: number; readonly file: string };

const numbered = (file: string, number: number): string => {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.${String(number).padStart(4, '0')}${ext}`);
};

/** The full ones, oldest first; a number that is spelled in another way is somebody else's. */
export async function listFullFiles(file: string): Promise<readonly AuditFile[]> {
  const { dir, name, ext } = path.parse(file);
  const form = new RegExp(`^${name}\\.(\\d{4,})\\${ext}$`);
  const found: AuditFile[] = [];
  for (const entry of await namesIn(dir)) {
    const number = form.exec(entry)?.[1];
    const full =
      number === undefined ? null : { number: Number(number), file: path.join(dir, entry) };
    if (full !== null && full.file === numbered(file, full.number)) found.push(full);
  }
  return found.sort((a, b) => a.number - b.number);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (errorCodeOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

/** All of them, oldest first, the one that is written last; it bears the number that it will get when it is full. */
export async function listAuditFiles(file: string): Promise<readonly AuditFile[]> {
  const full = await listFullFiles(file);
  return [...full, { number: (full.at(-1)?.number ?? 0) + 1, file }];
}

/** Puts the written file among the full ones, so that the next line begins another. */
export async function closeFullFile(file: string): Promise<void> {
  const current = (await listAuditFiles(file)).at(-1);
  if (current === undefined) return;
  await rename(file, numbered(file, current.number));
  await syncFolder(path.dirname(file));
}
