import { describe, expect, it } from 'vitest';
import { keychainHostEnvironment } from '../../../electron/platform/keychain-host-environment.ts';

const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/bus' };

describe('D-09 the environment of the keychain process', () => {
  it('holds what a keychain needs and nothing else that the app was started with', () => {
    const given = {
      ...bus,
      HOME: '/home/a',
      CLIENT_SECRET: 'x',
      NODE_OPTIONS: '--inspect',
      LD_PRELOAD: 'y',
    };
    expect(keychainHostEnvironment(given, 'linux')).toEqual({ ...bus, HOME: '/home/a' });
  });

  it('takes names as Windows does', () => {
    const given = { SYSTEMROOT: 'C:\\Windows', AppData: 'C:\\a', Secret: 'x', absent: undefined };
    expect(keychainHostEnvironment(given, 'win32')).toEqual({
      SYSTEMROOT: 'C:\\Windows',
      AppData: 'C:\\a',
    });
  });

  it.each([
    [bus, 'unix:path=/tmp/bus'],
    [{ XDG_RUNTIME_DIR: '/run/user/1000' }, 'unix:path=/run/user/1000/bus;autolaunch:'],
    [{ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/a b' }, 'unix:path=/a%20b/bus;autolaunch:'],
    [{}, 'autolaunch:'],
  ])('K-01 names the bus of %j, because Chromium would deny that there is one', (env, address) => {
    expect(keychainHostEnvironment(env, 'linux').DBUS_SESSION_BUS_ADDRESS).toBe(address);
    expect(keychainHostEnvironment({}, 'darwin')).toEqual({});
  });
});
