/** Keeps in `window.json` where the window stood; whatever is wrong with that file, the window opens all the same. */
import { z } from 'zod';
import type { WindowPlaceStore } from '../ports.ts';
import { openStoreFile } from './electron-store-files.ts';
import { readGuardedFile } from './guarded-file.ts';

const coordinate = z.number().int().min(-100_000).max(100_000);
const extent = z.number().int().min(1).max(100_000);
const fileSchema = z.object({
  schemaVersion: z.literal(1),
  place: z.object({
    x: coordinate,
    y: coordinate,
    width: extent,
    height: extent,
    maximized: z.boolean().default(false),
  }),
});

function parsePlace(text: string) {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data?.place ?? null;
  } catch {
    return null;
  }
}

/** Under `folder`. Neither method throws: a place that cannot be kept is not worth a word. */
export function createWindowPlaceFile(folder: string): WindowPlaceStore {
  const target = openStoreFile({ folder, name: 'window' });
  return {
    read: () => {
      const read = readGuardedFile(target.path);
      return read.kind === 'ok' ? parsePlace(read.text) : null;
    },
    write: (place) => {
      try {
        target.write(JSON.stringify({ schemaVersion: 1, place }));
      } catch {
        return;
      }
    },
  };
}
