/** Puts the composed app on the desktop: window, menu, tray, theme, requests from the page, and an orderly end. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  Tray,
} from 'electron';
import { catalogue } from '../shared/catalogue/catalogue.ts';
import type { EventName, Events } from '../shared/contract.ts';
import type { App } from './app.ts';
import { asAppError } from './app-error.ts';
import { registerRequests } from './ipc/register-requests.ts';
import type { Clock, Logger, WindowPlace, WindowPlaceStore } from './ports.ts';
import { serveAppScheme } from './window/app-scheme.ts';
import { askClosing, decideClosing, followClosing, type TrayHost } from './window/close-window.ts';
import { createCurtain, followScreenLock } from './window/curtain.ts';
import { closeNetwork, lockSession } from './window/lockdown.ts';
import { createMainWindow, openMainWindow, revealWindow } from './window/main-window.ts';
import { installMenu } from './window/menu.ts';
import { askAboutLoss, endOrderly, followSystemEnd } from './window/orderly-end.ts';
import { createTrayPlace } from './window/tray.ts';
import { summarizeAccounts, type TrayMenuInput } from './window/tray-menu.ts';
import { choosePlace, followPlace } from './window/window-place.ts';

type DesktopDeps = {
  readonly core: App;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly windowPlace: WindowPlaceStore;
  /** No person started the app: it may stay in the tray. */
  readonly unasked: boolean;
  readonly findTrayHost: () => Promise<TrayHost>;
};
type Placed = DesktopDeps & { readonly window: BrowserWindow };

/** Opens the window of a composed app; call it once Electron is ready. Rejects when the page does not load. */
export async function openDesktopApp(deps: DesktopDeps): Promise<void> {
  const { core, clock, logger } = deps;
  lockSession(session.defaultSession);
  closeNetwork(session.defaultSession);
  serveAppScheme(protocol, path.join(__dirname, 'renderer'));
  nativeTheme.themeSource = core.settings().theme;
  const saved = deps.windowPlace.read();
  const window = makeWindow(saved);
  const isOurs = (contents: unknown): boolean =>
    !window.isDestroyed() && contents === window.webContents;
  registerRequests({ handlers: core.handlers, logger, clock }, isOurs);
  followSnapshot(core, window);
  followTray({ ...deps, window });
  followEnd({ ...deps, window });
  app.on('second-instance', () => revealWindow(window));
  app.on('activate', () => revealWindow(window));
  followScreenLock(powerMonitor, {
    curtain: createCurtain(window.webContents),
    recallClipboard: core.recallClipboard,
  });
  followPlace(window, { clock, save: deps.windowPlace.write });
  await openMainWindow(window, {
    maximized: saved?.maximized ?? false,
    hidden: deps.unasked && core.settings().whenClosed === 'keep_running',
  });
  await core.afterFirstPaint();
}

/** Made where it stood last, if some display still shows that place. */
function makeWindow(saved: WindowPlace | null): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const bounds = choosePlace(
    saved,
    [primary, ...others].map(({ workArea }) => workArea),
  );
  return createMainWindow(
    { BrowserWindow },
    {
      preload: path.join(__dirname, 'preload.cjs'),
      theme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light',
      devTools: !app.isPackaged,
      ...(bounds === undefined ? {} : { bounds }),
    },
  );
}

/** The words of the language in use. */
const wordsOf = (core: App) => catalogue[core.snapshot.sections().language];

/** For what nobody waits for: whatever it throws is a line in the log. */
function inBackground(logger: Logger, name: string, run: () => unknown): void {
  void Promise.resolve()
    .then(run)
    .catch((thrown: unknown) => logger.error(name, { code: asAppError(thrown).code }));
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
        labels: wordsOf(core).menu,
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

/** The icon stands in the tray while the app is to stay there, and says what the list says. */
function followTray({ core, clock, logger, window }: Placed): void {
  const place = createTrayPlace({ Tray, Menu, nativeImage, platform: process.platform });
  const actions = {
    onOpen: () => revealWindow(window),
    onRefreshAll: () =>
      inBackground(logger, 'tray.refresh_all', () => core.handlers['account.refresh_all']({})),
    onQuit: () => app.quit(),
  };
  const trayInput = (): TrayMenuInput => ({
    words: wordsOf(core).desktop.tray,
    language: core.snapshot.sections().language,
    facts: summarizeAccounts(core.snapshot.accounts(), clock.now()),
    ...actions,
  });
  const update = (): void => {
    place.show(core.settings().whenClosed === 'keep_running' ? trayInput() : null);
  };
  update();
  core.snapshot.subscribe(update);
}

/** Closing, quitting and the system's own end, each with its question where one is due. */
function followEnd({ core, logger, window, findTrayHost }: Placed): void {
  const ends = endOrderly(app, {
    unsavedCount: core.unsavedCount,
    retryUnsaved: core.retryUnsaved,
    askAboutLoss: (count) => {
      revealWindow(window);
      return askAboutLoss({ dialog, window }, wordsOf(core).desktop.quitting, count);
    },
    stop: (options) => core.stop(options).catch(() => logger.error('app.stop')),
  });
  const quit = (): void => app.quit();
  followSystemEnd({ powerMonitor, window }, { quit, unsavedCount: core.unsavedCount });
  followClosing(window, {
    isQuitting: ends.isQuitting,
    decide: () =>
      decideClosing(core.settings().whenClosed, {
        platform: process.platform,
        hasAccounts: core.snapshot.accounts().next().done !== true,
      }),
    ask: async () =>
      askClosing({ dialog, window }, wordsOf(core).desktop.closing, await findTrayHost()),
    remember: (whenClosed) =>
      inBackground(logger, 'closing.remember', () =>
        core.handlers['settings.update']({ whenClosed }),
      ),
    quit,
  });
}
