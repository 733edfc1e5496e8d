/** The system's own dialogs, in front of our window where there is one: a question, and where to save a text. */
import { writeFile } from 'node:fs/promises';
import type { BrowserWindow, Dialog } from 'electron';
import { AppError } from '../app-error.ts';
import type { DialogsPort } from '../ports.ts';
import { errorCodeOf } from './guarded-file.ts';

type ElectronParts = {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showSaveDialog'>;
  readonly window: () => BrowserWindow | null;
};

export function createElectronDialogs({ dialog, window }: ElectronParts): DialogsPort {
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
    saveText: async ({ suggestedName, text }) => {
      const options = { defaultPath: suggestedName };
      const parent = window();
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      if (canceled || filePath === '') return false;
      try {
        await writeFile(filePath, text, { mode: 0o600 });
      } catch (thrown) {
        throw new AppError('disk_unwritable', { reason: errorCodeOf(thrown) }, thrown);
      }
      return true;
    },
  };
}
