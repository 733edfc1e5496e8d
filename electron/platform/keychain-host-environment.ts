/** What of the environment the keychain process gets: what the system's keychain needs and nothing else (D-09). */

const names: readonly string[] = [
  // The Secret Service, its bus, and the screen on which it may ask.
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'XDG_DATA_HOME',
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'SECRET_BACKEND',
  // Where libraries are found on systems that keep them elsewhere.
  'LD_LIBRARY_PATH',
  'PATH',
  // Who the person is and which language they read.
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'LC_MESSAGES',
  'TMPDIR',
  '__CF_USER_TEXT_ENCODING',
  'SystemRoot',
  'SystemDrive',
  'windir',
  'USERPROFILE',
  'USERNAME',
  'USERDOMAIN',
  'APPDATA',
  'LOCALAPPDATA',
  'TEMP',
  'TMP',
];

/**
 * Chromium tells its processes that there is no bus unless they are told otherwise; without a name of its own the bus is
 * where every library looks for it.
 */
function busAddress(env: Readonly<Record<string, string | undefined>>): string {
  const { DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: folder } = env;
  if (named) return named;
  return folder ? `unix:path=${encodeURI(folder)}/bus;autolaunch:` : 'autolaunch:';
}

/** The part of `env` that is passed on; names are compared without regard to case, as Windows does. */
export function keychainHostEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const wanted = new Set(names.map((name) => name.toUpperCase()));
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && wanted.has(entry[0].toUpperCase()),
  );
  const passed = Object.fromEntries(kept);
  return platform === 'linux' ? { ...passed, DBUS_SESSION_BUS_ADDRESS: busAddress(env) } : passed;
}
