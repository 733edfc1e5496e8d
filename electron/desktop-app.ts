/** Puts the composed app on the desktop: window, menu, theme, requests from the page, and an orderly end. */
import path from 'node:path';
import { app, BrowserWindow, Menu, nativeTheme, protocol, session } from 'electron';
import { catalogue } from '../shared/catalogue/catalogue.ts';
import type { EventName, Events } from '../shared/contract.ts';
import type { App } from './app.ts';
import { registerRequests } from './ipc/register-requests.ts';
import type { Clock, Logger } from './ports.ts';
import { serveAppScheme } from './window/app-scheme.ts';
import { closeNetwork, lockSession } from './window/lockdown.ts';
import { createMainWindow, openMainWindow, revealWindow } from './window/main-window.ts';
import { installMenu } from './window/menu.ts';

type DesktopDeps = { readonly core: App; readonly clock: Clock; readonly logger: Logger };

/** Opens the window of a composed app; call it once Electron is ready. Rejects when the page does not load. */
export async function openDesktopApp(deps: DesktopDeps): Promise<void> {
  const { core, clock, logger } = deps;
  lockSession(session.defaultSession);
  closeNetwork(session.defaultSession);
  serveAppScheme(protocol, path.join(__dirname, 'renderer'));
  nativeTheme.themeSource = core.settings().theme;
  const window = createMainWindow(
    { BrowserWindow },
    {
      preload: path.join(__dirname, 'preload.cjs'),
      theme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light',
      devTools: !app.isPackaged,
    },
  );
  const isOurs = (contents: unknown): boolean =>
    !window.isDestroyed() && contents === window.webContents;
  registerRequests({ handlers: core.handlers, logger, clock }, isOurs);
  followSnapshot(core, window);
  endOrderly(core, logger);
  app.on('second-instance', () => revealWindow(window));
  await openMainWindow(window);
  await core.afterFirstPaint();
}

/** Sends every patch to the page; a new language changes the menu, a new theme the native side. */
function followSnapshot(core: App, window: BrowserWindow): void {
  const send = <E extends EventName>(name: E, payload: Events[E]): void => {
    if (!window.isDestroyed()) window.webContents.send(name, payload);
  };
  const showMenu = (): void =>
    installMenu(
      { Menu },
      {
        appName: app.name,
        labels: catalogue[core.snapshot.sections().language].menu,
        platform: process.platform,
        devTools: !app.isPackaged,
        onCommand: (command) => send('menu.chosen', command),
      },
    );
  showMenu();
  core.snapshot.subscribe((patch) => {
    send('snapshot.patched', patch);
    if (patch.language !== undefined) showMenu();
    if (patch.settings !== undefined) nativeTheme.themeSource = patch.settings.theme;
  });
}

/** Before the process ends: the clipboard is taken back and everything is written, once. */
function endOrderly(core: App, logger: Logger): void {
  let stopping = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    void core
      .stop()
      .catch(() => logger.error('app.stop'))
      .then(() => app.exit(0));
  });
}
