// Entry of the main process: one instance a profile, the app:// scheme before ready, then the window (requirement E-23).

import path from 'node:path';
import { app, BrowserWindow, nativeTheme, protocol, session } from 'electron';
import { registerAppScheme, serveAppScheme } from './window/app-scheme.ts';
import { findLaunchRefusal } from './window/launch-guard.ts';
import { closeNetwork, enforceSandbox, lockDownApp, lockSession } from './window/lockdown.ts';
import { createMainWindow, openMainWindow, revealWindow } from './window/main-window.ts';

function start(): void {
  enforceSandbox(app);
  registerAppScheme(protocol);
  lockDownApp(app);
  let window: BrowserWindow | null = null;
  app.on('second-instance', () => {
    if (window !== null) {
      revealWindow(window);
    }
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(async () => {
    lockSession(session.defaultSession);
    closeNetwork(session.defaultSession);
    serveAppScheme(protocol, path.join(__dirname, 'renderer'));
    window = createMainWindow(
      { BrowserWindow },
      {
        preload: path.join(__dirname, 'preload.cjs'),
        theme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light',
        devTools: !app.isPackaged,
      },
    );
    await openMainWindow(window);
  });
}

const { argv, env, platform } = process;
const refusal = findLaunchRefusal({ argv, env, platform, isPackaged: app.isPackaged });
if (refusal !== null) {
  process.stderr.write(`Tokenward did not start: ${refusal}\n`);
  app.exit(1);
} else if (app.requestSingleInstanceLock()) {
  start();
} else {
  app.quit();
}
