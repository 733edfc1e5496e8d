/** Starts the app with the desktop: the system's own list on macOS and Windows, an autostart entry on Linux. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'electron';
import { AppError } from '../app-error.ts';
import type { LoginItem } from '../ports.ts';
import { autostartEntry } from './autostart-entry.ts';
import { errorCodeOf } from './guarded-file.ts';

/** Tells the app that nobody opened it, so that it may stay in the tray. */
const startedAtLoginSwitch = '--started-at-login';

function refused(thrown: unknown): AppError {
  return new AppError('login_item_refused', { reason: errorCodeOf(thrown) }, thrown);
}

/** `file` is the entry's path, `command` what it runs. The old entry stays whole where the new one cannot be written. */
export function createAutostartFile(options: {
  readonly file: string;
  readonly command: readonly string[];
}): LoginItem {
  const { file, command } = options;
  const write = (text: string): void => {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const fresh = `${file}.new`;
    writeFileSync(fresh, text, { mode: 0o600 });
    renameSync(fresh, file);
  };
  return {
    set(enabled) {
      const text = enabled ? autostartEntry(command) : '';
      if (text === null) throw new AppError('login_item_refused', { reason: 'path' });
      try {
        if (enabled) write(text);
        else rmSync(file, { force: true });
      } catch (thrown) {
        // Where the folder is no folder there is no entry.
        if (!enabled && errorCodeOf(thrown) === 'ENOTDIR') return;
        throw refused(thrown);
      }
    },
  };
}

/** The list that Electron keeps for us; the system may refuse without a word, so it is looked at afterwards. */
export function createSystemLoginItem(options: {
  readonly app: Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>;
  readonly command: readonly [string, ...string[]];
}): LoginItem {
  const [executable, ...args] = options.command;
  const item = { path: executable, args: [...args] };
  return {
    set(enabled) {
      options.app.setLoginItemSettings({ ...item, openAtLogin: enabled });
      if (options.app.getLoginItemSettings(item).openAtLogin !== enabled) {
        throw new AppError('login_item_refused', { reason: 'system' });
      }
    },
  };
}

type Installed = Pick<
  App,
  'isPackaged' | 'getAppPath' | 'setLoginItemSettings' | 'getLoginItemSettings'
>;

/** What starts this very app on this very profile again: an AppImage is started by its file, not by what it unpacks. */
export function startCommand(options: {
  readonly app: Pick<App, 'isPackaged' | 'getAppPath'>;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The profile's folder; null for the usual one. */
  readonly profile: string | null;
}): readonly [string, ...string[]] {
  const { app, execPath, env, profile } = options;
  const program = app.isPackaged ? [env.APPIMAGE ?? execPath] : [execPath, app.getAppPath()];
  const [executable = execPath, ...source] = program;
  const chosen = profile === null ? [] : [`--user-data-dir=${profile}`];
  return [executable, ...source, ...chosen, startedAtLoginSwitch];
}

/** True where the desktop started the app and no person did; macOS passes no arguments and says it itself. */
export function wasStartedAtLogin(
  app: Pick<App, 'getLoginItemSettings'>,
  argv: readonly string[],
): boolean {
  if (process.platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin;
  return argv.includes(startedAtLoginSwitch);
}

/** The one for this platform. `name` names the entry of this profile on Linux. */
export function createLoginItem(options: {
  readonly app: Installed;
  readonly name: string;
  /** Where Linux keeps what belongs to this user's desktop. */
  readonly configFolder: string;
  readonly command: readonly [string, ...string[]];
}): LoginItem {
  const { app, name, configFolder, command } = options;
  if (process.platform !== 'linux') return createSystemLoginItem({ app, command });
  return createAutostartFile({
    file: path.join(configFolder, 'autostart', `${name.toLowerCase()}.desktop`),
    command,
  });
}
