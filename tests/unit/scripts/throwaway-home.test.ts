// Shows that a test desktop shares nothing with the person's own and leaves nothing behind.
import { existsSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeThrowawayHome } from '../../../scripts/throwaway-home.mjs';

test('every folder of the environment lies in the new home, and nothing of the own desktop is left', async () => {
  const own = {
    PATH: '/bin',
    HOME: '/home/person',
    DISPLAY: ':0',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
    XDG_DATA_DIRS: '/home/person/share',
    XDG_CACHE_HOME: '/home/person/.cache',
  };
  const { home, env, remove } = await makeThrowawayHome(own);
  const { PATH, TOKENWARD_CACHE, ...rest } = env as Record<string, string>;
  expect(PATH).toBe('/bin');
  expect(TOKENWARD_CACHE).toBe('/home/person/.cache/tokenward');
  expect(Object.entries(rest).filter(([, folder]) => !folder.startsWith(home))).toEqual([]);
  expect(statSync(rest.XDG_RUNTIME_DIR ?? '').mode & 0o777).toBe(0o700);
  await remove();
  expect(existsSync(home)).toBe(false);
});
