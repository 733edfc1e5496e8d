// Makes a home folder that lives as long as one desktop, and the environment that points everything into it.
import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from './cache-folder.mjs';

const folders = {
  XDG_CONFIG_HOME: '.config',
  XDG_CACHE_HOME: '.cache',
  XDG_DATA_HOME: '.local/share',
  XDG_STATE_HOME: '.local/state',
  XDG_RUNTIME_DIR: 'run',
  TMPDIR: 'tmp',
};

const foreign = /^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_|GNOME_|SSH_AUTH_SOCK|XDG_)/;

/** Resolves with { home, env, remove() }; `env` is the given one with nothing of the person's own desktop left. */
export async function makeThrowawayHome(env = process.env) {
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'tokenward-')));
  const inherited = Object.entries(env).filter(([name]) => !foreign.test(name));
  const own = Object.fromEntries(
    Object.entries(folders).map(([name, folder]) => [name, path.join(home, folder)]),
  );
  for (const folder of Object.values(own)) await mkdir(folder, { recursive: true });
  await chmod(own.XDG_RUNTIME_DIR, 0o700);
  return {
    home,
    env: {
      ...Object.fromEntries(inherited),
      ...own,
      HOME: home,
      TOKENWARD_HOME_OF_TEST: home,
      TOKENWARD_CACHE: cacheFolder(env),
    },
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
