/** The system's own dialogs, in front of our window where there is one: a question, and where to save or find a text. */
import { open, rename, rm, writeFile } from 'node:fs/promises';
import type { BrowserWindow, Dialog } from 'electron';
import { AppError } from '../app-error.ts';
import type { DialogsPort } from '../ports.ts';
import { errorCodeOf } from './guarded-file.ts';
import { readChosenText } from './read-chosen-text.ts';

type ElectronParts = {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>;
  readonly window: () => BrowserWindow | null;
};

export function createElectronDialogs({ dialog, window }: ElectronParts): DialogsPort {
  const askPlace = async (suggestedName: string): Promise<string | null> => {
    const options = { defaultPath: suggestedName };
    const parent = window();
    const { canceled, filePath } = await (parent === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    return canceled || filePath === '' ? null : filePath;
  };
  return {
    confirm: async ({ message, detail, agree, cancel }) => {
      const options = {
        type: 'warning' as const,
        title: 'Tokenward',
        message,
        detail,
        buttons: [agree, cancel],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      };
      const parent = window();
      const { response } = await (parent === null
        ? dialog.showMessageBox(options)
        : dialog.showMessageBox(parent, options));
      return response === 0;
    },
    openText: async ({ kind, endings, allFiles, mostBytes }) => {
      const filters = [
        { name: kind, extensions: [...endings] },
        { name: allFiles, extensions: ['*'] },
      ];
      const options = { properties: ['openFile' as const], filters };
      const parent = window();
      const { canceled, filePaths } = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      const [place] = filePaths;
      return canceled || place === undefined ? null : readChosenText(place, mostBytes);
    },
    saveText: async ({ suggestedName, text }) => {
      const place = await askPlace(suggestedName);
      if (place === null) return false;
      await orUnwritable(writeFile(place, text, { mode: 0o600 }));
      return true;
    },
    saveStream: async ({ suggestedName, chunks }) => {
      const place = await askPlace(suggestedName);
      if (place === null) return false;
      await orUnwritable(writeChunks(place, chunks));
      return true;
    },
  };
}

async function orUnwritable(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    // What was to be written could not be read: that is not the disk's doing.
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
  }
}

/** Beside its place first: half a file never looks like a whole one, and never takes the place of an older one. */
async function writeChunks(place: string, chunks: AsyncIterable<string>): Promise<void> {
  const unfinished = `${place}.part`;
  try {
    const handle = await open(unfinished, 'w', 0o600);
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, place);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
}
