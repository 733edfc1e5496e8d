import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createAutostartFile,
  createSystemLoginItem,
  startCommand,
} from '../../../electron/platform/login-item.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const command = ['/opt/Tokenward/tokenward', '--started-at-login'] as const;
const refused = expect.objectContaining({ code: 'login_item_refused' });

describe('starting with a Linux desktop', () => {
  function onDesktop() {
    const config = makeFolder();
    const file = path.join(config, 'autostart', 'tokenward.desktop');
    return { file, folder: path.dirname(file), item: createAutostartFile({ file, command }) };
  }

  it('is an entry of this user alone, made with its folder and taken away whole', () => {
    const { file, folder, item } = onDesktop();
    item.set(true);
    expect(readFileSync(file, 'utf8')).toContain(
      'Exec=/opt/Tokenward/tokenward --started-at-login',
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    item.set(true);
    expect(readdirSync(folder)).toEqual(['tokenward.desktop']);
    item.set(false);
    expect(existsSync(file)).toBe(false);
    item.set(false);
  });

  it('says that the entry cannot be written', () => {
    const { folder, item } = onDesktop();
    writeFileSync(folder, 'a file where the folder should be');
    expect(() => item.set(true)).toThrow(refused);
    rmSync(folder);
    mkdirSync(folder);
    item.set(true);
  });

  it('says that a path cannot be put into an entry, and writes none', () => {
    const { file } = onDesktop();
    const item = createAutostartFile({ file, command: ['/opt/two\nlines'] });
    expect(() => item.set(true)).toThrow(refused);
    expect(existsSync(file)).toBe(false);
  });
});

describe('starting with macOS and Windows', () => {
  it.each([true, false])('is asked of the system, and a silent refusal is said (%s)', (obeys) => {
    let open = false;
    const asked: unknown[] = [];
    const app = {
      setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
        asked.push(settings);
        if (obeys) open = settings.openAtLogin;
      },
      getLoginItemSettings: () => ({ openAtLogin: open }),
    };
    const item = createSystemLoginItem({ app: app as never, command });
    if (obeys) item.set(true);
    else expect(() => item.set(true)).toThrow(refused);
    expect(asked).toEqual([{ path: command[0], args: ['--started-at-login'], openAtLogin: true }]);
  });
});

describe('the command that starts this app again', () => {
  const at = (isPackaged: boolean) => ({ isPackaged, getAppPath: () => '/src/tokenward' });
  const base = { app: at(true), execPath: '/opt/t', env: {}, profile: null };

  it.each([
    ['packaged', {}, ['/opt/t']],
    ['from an AppImage', { env: { APPIMAGE: '/home/me/T.AppImage' } }, ['/home/me/T.AppImage']],
    ['from its source', { app: at(false) }, ['/opt/t', '/src/tokenward']],
    ['on another profile', { profile: '/p q' }, ['/opt/t', '--user-data-dir=/p q']],
  ])('%s', (_, change, expected) => {
    expect(startCommand({ ...base, ...change })).toEqual([...expected, '--started-at-login']);
  });
});
