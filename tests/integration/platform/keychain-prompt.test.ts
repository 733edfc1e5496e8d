// A locked gnome-keyring that asks on the screen: the calls wait for a person, and the app does not wait with them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { type Keyring, startKeyring } from '../../fixtures/keyring.ts';
import { makeRealSecretStore } from '../../fixtures/real-secret-store.ts';

let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring({ prompts: true });
});

afterAll(async () => {
  await keyring.stop();
});

it('K-03 waits for unlock while the keychain asks, and is ready when it is unlocked', async () => {
  const { store } = makeRealSecretStore({ deadlines: { readMs: 500, writeMs: 700 } });
  await store.put('item', Secret.of('value'));
  await keyring.lock();
  expect(await store.get('item')).toEqual({ kind: 'timed_out' });
  expect(store.view().state).toBe('waiting_for_unlock');
  expect(await store.put('item', Secret.of('newer'))).toEqual({ kind: 'timed_out' });
  expect(await store.probe()).toBe('waiting_for_unlock');
  await keyring.unlock();
  const { state } = store.view();
  process.stdout.write(`K-03 right after unlocking behind the prompt: ${state}\n`);
  expect(['waiting_for_unlock', 'ready']).toContain(state);
  expect(await readText(store, 'item')).toMatch(/^(newer|<timed_out>)$/);
});
