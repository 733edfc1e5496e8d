/** Writes a JSON file through electron-store, atomically or not at all (requirements D-02 to D-05). */
import { accessSync, constants, linkSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import ElectronStore from 'electron-store';
import { AppError } from '../app-error.ts';
import { ensurePrivateFolder, errorCodeOf } from './guarded-file.ts';

export type StoreFile = {
  readonly path: string;
  /** Where the content before the last write is kept. */
  readonly previousPath: string;
  /**
   * Takes a JSON text; `keepOld` false for an old file that is not worth keeping. Durable when it returns. Throws
   * AppError `disk_unwritable`, and then the old file is still there.
   */
  readonly write: (text: string, options?: { readonly keepOld: boolean }) => void;
};
/** Checked first, because the library retries a refusal for a second and blocks everything meanwhile. */
function checkRoom(folder: string, bytes: number): void {
  accessSync(folder, constants.W_OK);
  const disk = statfsSync(folder);
  // Some network file systems say nothing about their size.
  if (disk.blocks > 0 && disk.bavail * disk.bsize < bytes * 2) {
    throw Object.assign(new Error('no space left for a second copy'), { code: 'ENOSPC' });
  }
}

/** A second name for the old content costs no space; file systems without links go without. */
function keepPrevious(file: string, previous: string): void {
  try {
    rmSync(previous, { force: true });
    linkSync(file, previous);
  } catch {
    return;
  }
}

/** A disk that fills up in the middle may report a short write as a success. */
function checkWhole(file: string, previous: string, bytes: number): void {
  if (statSync(file).size === bytes) return;
  renameSync(previous, file);
  throw new Error('short write');
}

/**
 * One file under `folder`. It is never read through electron-store, which throws on a damaged file: callers read and
 * validate it themselves, and a constant `deserialize` spares parsing the old content at each write.
 */
export function openStoreFile(options: {
  readonly folder: string;
  readonly name: string;
}): StoreFile {
  const { folder, name } = options;
  const file = path.join(folder, `${name}.json`);
  const previousPath = path.join(folder, `${name}.previous.json`);
  ensurePrivateFolder(folder);
  let text = '';
  const open = (): ElectronStore =>
    new ElectronStore({
      cwd: folder,
      name,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      serialize: () => text,
      deserialize: () => ({}),
    });
  let store: ElectronStore | null = null;
  return {
    path: file,
    previousPath,
    write(next, { keepOld } = { keepOld: true }) {
      try {
        ensurePrivateFolder(folder);
        text = next;
        const bytes = Buffer.byteLength(text);
        checkRoom(folder, bytes);
        if (keepOld) keepPrevious(file, previousPath);
        store ??= open();
        // What is written is `text`. Without this key the library would first read the old file for it.
        store.store = { __internal__: {} };
        checkWhole(file, previousPath, bytes);
      } catch (thrown) {
        throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
      }
    },
  };
}
