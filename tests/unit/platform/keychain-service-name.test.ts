import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keychainServiceName } from '../../../electron/platform/keychain-service-name.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();

it('D-15 names the service of the default profile Tokenward', () => {
  const folder = makeFolder();
  expect(keychainServiceName(folder, folder)).toBe('Tokenward');
  expect(keychainServiceName(`${folder}/`, path.join(folder, 'x', '..'))).toBe('Tokenward');
});

it('D-15 gives another profile a name of its own, and always the same', () => {
  const usual = makeFolder();
  const first = path.join(makeFolder(), 'not there yet');
  const second = makeFolder();
  expect(keychainServiceName(first, usual)).toMatch(/^Tokenward-[0-9a-f]{12}$/);
  expect(keychainServiceName(first, usual)).toBe(keychainServiceName(first, usual));
  expect(keychainServiceName(first, usual)).not.toBe(keychainServiceName(second, usual));
});

it('knows a profile again through a symbolic link', () => {
  const usual = makeFolder();
  const folder = path.join(makeFolder(), 'profile');
  const link = path.join(makeFolder(), 'link');
  mkdirSync(folder);
  symlinkSync(folder, link);
  expect(keychainServiceName(link, usual)).toBe(keychainServiceName(folder, usual));
  symlinkSync(usual, `${link}-usual`);
  expect(keychainServiceName(`${link}-usual`, usual)).toBe('Tokenward');
});
