// Shows the other way in which a locked keychain answers: it asks on the screen, and the call waits for the person.
import { setTimeout as sleep } from 'node:timers/promises';
import keytar from 'keytar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Keyring, startKeyring } from '../fixtures/keyring.ts';

let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring({ prompts: true });
});

afterAll(async () => {
  await keyring.stop();
});

test('a read from a locked keychain waits while the keychain asks for its password', async () => {
  await keytar.setPassword('Tokenward test', 'kept', 'value');
  await keyring.lock();
  const call = keytar.getPassword('Tokenward test', 'kept').catch(() => 'refused');
  expect(await Promise.race([call, sleep(500, 'nothing')])).toBe('nothing');
});
