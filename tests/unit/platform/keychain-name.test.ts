import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { detectKeychainName } from '../../../electron/platform/keychain-name.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const uid = process.getuid?.() ?? 0;

/** A process table that holds these names. */
function nameWith(processes: readonly string[], asUid = uid): string {
  const procFolder = makeFolder();
  mkdirSync(path.join(procFolder, 'sys'));
  for (const [index, name] of processes.entries()) {
    mkdirSync(path.join(procFolder, String(index + 1)));
    writeFileSync(path.join(procFolder, String(index + 1), 'comm'), `${name}\n`);
  }
  mkdirSync(path.join(procFolder, '999'));
  return detectKeychainName({ platform: 'linux', procFolder, uid: asUid });
}

it.each([
  [['bash', 'gnome-keyring-d'], 'GNOME Keyring'],
  [['gnome-keyring-d', 'gnome-keyring-d'], 'GNOME Keyring'],
  [['kwalletd5'], 'KWallet'],
  [['kwalletd6', 'ksecretd'], 'KWallet'],
  [['keepassxc'], 'KeePassXC'],
  [['keepassxc', 'gnome-keyring-d'], 'Secret Service'],
  [['bash'], 'Secret Service'],
  [[], 'Secret Service'],
] as const)('K-06 with %j running says %s', (processes, name) => {
  expect(nameWith(processes)).toBe(name);
});

it('K-06 does not count what another user runs', () => {
  expect(nameWith(['gnome-keyring-d'], uid + 1)).toBe('Secret Service');
});

it('names the keychains of macOS and Windows, and survives a system without a process table', () => {
  expect(detectKeychainName({ platform: 'darwin' })).toBe('macOS Keychain');
  expect(detectKeychainName({ platform: 'win32' })).toBe('Windows Credential Manager');
  expect(detectKeychainName({ platform: 'linux', procFolder: '/nonexistent' })).toBe(
    'Secret Service',
  );
});
