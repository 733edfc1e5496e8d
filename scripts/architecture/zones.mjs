// Divides the source into zones and says which zone may import which other, and which packages it may use.
import { builtinModules } from 'node:module';
import path from 'node:path';

const core = 'electron core';
const folderZones = ['accounts', 'oauth', 'ipc', 'snapshot', 'window', 'platform'];

const fileZones = {
  'main.ts': 'main',
  'desktop-app.ts': 'desktop',
  'app.ts': 'app',
  'preload.ts': 'preload',
};

/** One row a zone: the zones it may import, its own included where its files may know each other. */
const mayImport = {
  shared: ['shared'],
  renderer: ['shared', 'renderer'],
  preload: ['shared'],
  main: ['shared', 'app', 'desktop', 'platform', 'window', core],
  desktop: ['shared', 'app', 'ipc', 'window', core],
  app: ['shared', 'accounts', 'oauth', 'ipc', 'snapshot', core],
  accounts: ['shared', 'accounts', 'oauth', 'snapshot', core],
  oauth: ['shared', 'oauth', core],
  ipc: ['shared', 'accounts', 'ipc', 'snapshot', core],
  snapshot: ['shared', 'snapshot', core],
  window: ['shared', 'window', core],
  platform: ['shared', 'platform', core],
  [core]: ['shared', core],
};

const rendererPackages = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  'i18next',
  'lucide-react',
  'react',
  'react-aria-components',
  'react-dom',
  'react-i18next',
  'zod',
];

/** Zones that are tested without a window get the outside world through ports, never from electron itself. */
const withoutElectron = new Set(['app', 'accounts', 'oauth', 'snapshot', core]);

const builtins = new Set(builtinModules);

/** The zone of a file given relative to the project with forward slashes; undefined outside the table. */
export function zoneOf(file) {
  const [top, second, ...rest] = file.split('/');
  if (top === 'shared' || top === 'renderer') return top;
  if (top !== 'electron') return undefined;
  if (rest.length > 0) return folderZones.includes(second) ? second : undefined;
  return fileZones[second] ?? core;
}

/** The zone that a relative import leads to. */
export function targetOf(file, source) {
  return zoneOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), source)));
}

/** True when files of `zone` may import files of `target`. */
export function zoneMayImport(zone, target) {
  return mayImport[zone]?.includes(target) ?? false;
}

/** The package that an import names, or undefined for a relative one. */
export function packageOf(source) {
  if (source.startsWith('.')) return undefined;
  if (source.startsWith('node:')) return 'node';
  const [scope, name] = source.split('/');
  const whole = scope.startsWith('@') ? `${scope}/${name}` : scope;
  return builtins.has(whole) ? 'node' : whole;
}

/** True when files of `zone` may use this package at all; single importers are another matter. */
export function zoneMayUse(zone, name) {
  if (zone === 'shared') return name === 'zod';
  if (zone === 'renderer') return rendererPackages.includes(name);
  if (zone === 'preload') return name === 'electron';
  return !(name === 'electron' && withoutElectron.has(zone));
}
