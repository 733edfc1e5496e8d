/** Whether this desktop has a tray at all: Linux desktops that do have somebody who owns the watcher's name on the bus. */
import { execFile } from 'node:child_process';

const watcher = 'org.kde.StatusNotifierWatcher';
const longestMs = 1_000;
const tool = '/usr/bin/dbus-send';
const question = [
  '--session',
  '--print-reply=literal',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
  `string:${watcher}`,
];

/** Resolves with `unknown` where the bus cannot be asked within a second. Never rejects. */
export function findTrayHost(
  platform: NodeJS.Platform = process.platform,
): Promise<'present' | 'absent' | 'unknown'> {
  if (platform !== 'linux') return Promise.resolve('present');
  return new Promise((resolve) => {
    execFile(tool, question, { timeout: longestMs }, (error, reply) => {
      if (error !== null) resolve('unknown');
      else resolve(reply.includes('true') ? 'present' : 'absent');
    });
  });
}
