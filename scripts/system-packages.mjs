// Finds out which Debian packages a headless desktop with a window and a keychain still lacks, and installs them as root.
import { existsSync } from 'node:fs';
import { startProgress } from './progress.mjs';
import { runCommand, runCommandWell } from './run-command.mjs';

const forWindow = [
  'libsecret-1-0',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libnotify4',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'xdg-utils',
  'unzip',
];

const forHeadlessDesktop = [
  'xvfb',
  'xauth',
  'dbus',
  'dbus-x11',
  'gnome-keyring',
  'fonts-dejavu-core',
  'fonts-noto-cjk',
];

/** Later Debian releases renamed some libraries for 64-bit time and provide the old names. */
function installedNames(listing) {
  return new Set(
    listing
      .split('\n')
      .filter((line) => line.startsWith('ii '))
      .map((line) => line.slice(3))
      .flatMap((name) => [name, name.replace(/t64$/, '')]),
  );
}

/** Resolves with the names of the missing packages; none where the system is not Debian's kind. */
export async function findMissingPackages({ headless }) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return [];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's own.
  const format = '${db:Status-Abbrev}${Package}\\n';
  const { stdout } = await runCommand('dpkg-query', ['-W', `-f=${format}`]);
  const installed = installedNames(stdout);
  const wanted = headless ? [...forWindow, ...forHeadlessDesktop] : forWindow;
  return wanted.filter((name) => !installed.has(name));
}

/** Installs what is missing when that is allowed here, else rejects with the one line that a person has to run. */
export async function ensureSystemPackages({ headless }) {
  const missing = await findMissingPackages({ headless });
  if (missing.length === 0) return;
  if (process.getuid() !== 0) {
    throw new Error(
      'Some system packages are missing. Install them, then try again:\n' +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    );
  }
  const progress = startProgress(`System packages: installing ${missing.length} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommandWell('apt-get', ['update', '-q'], { env });
  const install = ['install', '-y', '-q', '--no-install-recommends', ...missing];
  await runCommandWell('apt-get', install, { env });
  progress.end('done');
}
