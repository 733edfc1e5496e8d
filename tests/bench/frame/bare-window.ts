/** The floor: an Electron that does nothing but show one empty page, on the runtime and the desktop of the app. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { ensureElectron } from '../../../scripts/electron-runtime.mjs';
import { startUnderDriver } from '../../../scripts/start-under-driver.mjs';

const main = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1240, height: 780 });
  window.loadURL('data:text/html,<title>Bare</title><p>Nothing');
});
`;

type BareWindow = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
};

export async function launchBareWindow(): Promise<BareWindow> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tokenward-bare-'));
  await writeFile(path.join(folder, 'main.cjs'), main);
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'bare-window', version: '0.0.0', main: 'main.cjs' }),
  );
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await startUnderDriver(_electron, {
    executablePath: await ensureElectron(),
    args: [folder, ...sandbox, `--user-data-dir=${path.join(folder, 'profile')}`],
  });
  return {
    app,
    page: await app.firstWindow(),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Reads files from beginning to end in main, in pieces of 64 KiB, and does nothing with them. */
export async function readBarely(
  app: ElectronApplication,
  files: readonly string[],
): Promise<void> {
  await app.evaluate(async (_electronModule, paths) => {
    const { createReadStream } = process.getBuiltinModule('node:fs');
    for (const file of paths) {
      for await (const piece of createReadStream(file, { highWaterMark: 64 * 1024 })) void piece;
    }
  }, files);
}
