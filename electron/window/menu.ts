// Builds the application menu from translated labels; what only the window can do is sent to it as a command.

import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { menu } from '../../shared/catalogue/en/menu.ts';
import type { MenuCommand } from '../../shared/contract.ts';

/** The catalogue's words for the menu, in any language. */
export type MenuWords = Readonly<Record<keyof typeof menu, string>>;

/** What the menu is built from. */
export interface MenuInput {
  readonly appName: string;
  /** The words of the language in use. */
  readonly labels: MenuWords;
  readonly platform: NodeJS.Platform;
  /** Adds `reload` and the developer tools; never in a packaged build (requirement E-22). */
  readonly devTools: boolean;
  readonly onCommand: (command: MenuCommand) => void;
}

type Items = MenuItemConstructorOptions[];
const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The parts of Electron that the menu needs; passed in, because importing them needs the runtime. */
export interface MenuDeps {
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
}

/** Puts the menu in place; call it again when the language changes. */
export function installMenu({ Menu }: MenuDeps, input: MenuInput): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenuTemplate(input)));
}

/** The menu as data, apart from Electron so that a test can read it. */
export function buildMenuTemplate(input: MenuInput): Items {
  const { labels } = input;
  const isMac = input.platform === 'darwin';
  return [
    ...(isMac ? [{ label: input.appName, submenu: buildMacAppMenu(input) }] : []),
    { label: labels.file, submenu: buildFileMenu(input, isMac) },
    { label: labels.edit, submenu: buildEditMenu(input) },
    { label: labels.view, submenu: buildViewMenu(input) },
    // The roles let macOS add its own items: the list of windows, the search of the help menu.
    { role: 'window', label: labels.window, submenu: buildWindowMenu(labels, isMac) },
    {
      role: 'help',
      label: labels.help,
      submenu: isMac ? [] : [{ role: 'about', label: labels.about }],
    },
  ];
}

function buildMacAppMenu(input: MenuInput): Items {
  const { labels } = input;
  return [
    { role: 'about', label: labels.about },
    SEPARATOR,
    buildSettingsItem(input),
    SEPARATOR,
    { role: 'services', label: labels.services },
    SEPARATOR,
    { role: 'hide', label: labels.hide },
    { role: 'hideOthers', label: labels.hideOthers },
    { role: 'unhide', label: labels.showAll },
    SEPARATOR,
    { role: 'quit', label: labels.quit },
  ];
}

function buildFileMenu(input: MenuInput, isMac: boolean): Items {
  const { labels, onCommand } = input;
  const addAccount: MenuItemConstructorOptions = {
    label: labels.addAccount,
    accelerator: 'CmdOrCtrl+N',
    click: () => onCommand('add_account'),
  };
  const signInEach: MenuItemConstructorOptions = {
    label: labels.signInEach,
    click: () => onCommand('sign_in_each'),
  };
  const foundToken: MenuItemConstructorOptions = {
    label: labels.foundToken,
    click: () => onCommand('found_token'),
  };
  const panic: MenuItemConstructorOptions = {
    label: labels.panic,
    click: () => onCommand('panic'),
  };
  return isMac
    ? [addAccount, signInEach, foundToken, panic, SEPARATOR, { role: 'close', label: labels.close }]
    : [
        addAccount,
        signInEach,
        foundToken,
        panic,
        buildSettingsItem(input),
        SEPARATOR,
        { role: 'close', label: labels.close },
        { role: 'quit', label: labels.quit },
      ];
}

function buildSettingsItem({ labels, onCommand }: MenuInput): MenuItemConstructorOptions {
  return {
    label: labels.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => onCommand('settings'),
  };
}

function buildEditMenu({ labels, onCommand }: MenuInput): Items {
  return [
    { role: 'undo', label: labels.undo },
    { role: 'redo', label: labels.redo },
    SEPARATOR,
    { role: 'cut', label: labels.cut },
    { role: 'copy', label: labels.copy },
    { role: 'paste', label: labels.paste },
    { role: 'selectAll', label: labels.selectAll },
    SEPARATOR,
    { label: labels.find, accelerator: 'CmdOrCtrl+F', click: () => onCommand('find') },
  ];
}

function buildViewMenu({ labels, devTools, onCommand }: MenuInput): Items {
  const forDevelopers: Items = [
    SEPARATOR,
    { role: 'reload', label: labels.reload },
    { role: 'toggleDevTools', label: labels.developerTools },
  ];
  return [
    {
      label: labels.activity,
      accelerator: 'CmdOrCtrl+L',
      click: () => onCommand('activity'),
    },
    SEPARATOR,
    { role: 'resetZoom', label: labels.resetZoom },
    { role: 'zoomIn', label: labels.zoomIn },
    { role: 'zoomOut', label: labels.zoomOut },
    SEPARATOR,
    { role: 'togglefullscreen', label: labels.fullScreen },
    ...(devTools ? forDevelopers : []),
  ];
}

function buildWindowMenu(labels: MenuWords, isMac: boolean): Items {
  return [
    { role: 'minimize', label: labels.minimize },
    { role: 'zoom', label: labels.zoom },
    ...(isMac ? ([SEPARATOR, { role: 'front', label: labels.bringAllToFront }] as const) : []),
  ];
}
