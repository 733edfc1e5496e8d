// Shows that the keychain that other tests rely on is real, and fails in the ways that they count on.
import { setTimeout as sleep } from 'node:timers/promises';
import keytar from 'keytar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/project.mjs';
import { runCommandWell } from '../../scripts/run-command.mjs';
import { type Keyring, startKeyring } from '../fixtures/keyring.ts';

let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
  await keytar.setPassword('Tokenward test', 'kept', 'value');
});

afterAll(async () => {
  await keyring.stop();
});

test('an unlocked keychain gives back what was stored', async () => {
  expect(await keytar.getPassword('Tokenward test', 'kept')).toBe('value');
  expect(await keytar.getPassword('Tokenward test', 'never stored')).toBeNull();
});

test('a locked keychain hides what it holds and takes nothing', async () => {
  await keyring.lock();
  expect(await keytar.getPassword('Tokenward test', 'kept')).toBeNull();
  await expect(keytar.setPassword('Tokenward test', 'new', 'value')).rejects.toThrow(/locked/);
  await keyring.unlock();
  expect(await keytar.getPassword('Tokenward test', 'kept')).toBe('value');
});

test('a frozen keychain answers only after it thaws', async () => {
  keyring.freeze();
  const call = keytar.getPassword('Tokenward test', 'kept');
  const early = await Promise.race([call, sleep(300, 'nothing')]);
  keyring.thaw();
  expect(early).toBe('nothing');
  expect(await call).toBe('value');
});

test('a killed keychain is missing, and has lost nothing for a process that starts after it is back', async () => {
  await keyring.kill();
  await expect(keytar.getPassword('Tokenward test', 'kept')).rejects.toThrow(/not provided/);
  await keyring.restart();
  // Without a GLib main loop this process never hears that the name has a new owner.
  const read = "require('keytar').getPassword('Tokenward test', 'kept').then(console.log)";
  const { stdout } = await runCommandWell(process.execPath, ['-e', read], { cwd: projectRoot });
  expect(stdout.trim()).toBe('value');
});
