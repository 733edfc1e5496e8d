/** Saving a long text piece by piece: whole or not at all, and for its owner only. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SaveDialogReturnValue } from 'electron';
import { expect, it } from 'vitest';
import { AppError } from '../../../electron/app-error.ts';
import { createElectronDialogs } from '../../../electron/platform/electron-dialogs.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const scratchFolder = provideScratchFolders();

async function* chunksOf(texts: readonly string[], failure?: Error): AsyncGenerator<string> {
  yield* texts;
  if (failure !== undefined) throw failure;
}

function dialogsAt(filePath: string) {
  const chosen: SaveDialogReturnValue = { canceled: false, filePath };
  return createElectronDialogs({
    dialog: {
      showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
      showSaveDialog: async () => chosen,
    },
    window: () => null,
  });
}

it('D-08 saves all pieces in order, readable for the person alone', async () => {
  const file = path.join(scratchFolder(), 'activity.csv');
  const chunks = chunksOf(['one\n', '', 'two\n']);
  expect(await dialogsAt(file).saveStream({ suggestedName: 'a.csv', chunks })).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
});

it('D-08 leaves the older file where saving fails half way, and nothing beside it', async () => {
  const folder = scratchFolder();
  const file = path.join(folder, 'activity.csv');
  writeFileSync(file, 'older');
  const chunks = chunksOf(['half'], new Error('unreadable'));
  await expect(
    dialogsAt(file).saveStream({ suggestedName: 'a.csv', chunks }),
  ).rejects.toBeInstanceOf(AppError);
  expect(readFileSync(file, 'utf8')).toBe('older');
  expect(readdirSync(folder)).toEqual(['activity.csv']);
});

it('D-08 says of a log that could not be read that it was not the disk that refused', async () => {
  const file = path.join(scratchFolder(), 'activity.csv');
  const chunks = chunksOf(['half'], new AppError('log_unreadable'));
  await expect(
    dialogsAt(file).saveStream({ suggestedName: 'a.csv', chunks }),
  ).rejects.toMatchObject({ code: 'log_unreadable' });
});
