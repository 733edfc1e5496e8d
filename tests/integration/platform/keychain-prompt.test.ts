// A locked gnome-keyring that asks on the screen: the calls wait for a person, and the app does not wait with them.
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** The window that asks, started by this test's own bus. */
async function findPrompter(): Promise<number | null> {
  for (const entry of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const read = (file: string) => readFile(`/proc/${entry}/${file}`, 'utf8').catch(() => '');
    const ours = (await read('environ')).split('\0').includes(`HOME=${keyring.env.HOME}`);
    if (ours && (await read('cmdline')).includes('gcr-prompter')) return Number(entry);
  }
  return null;
}

/** A person closes the window; resolves with how many windows came up until none did for a second. */
async function dismissPrompts(): Promise<number> {
  const dismissed = new Set<number>();
  for (let quietMs = 0; quietMs < 1_000; quietMs += 100) {
    const prompter = await findPrompter();
    if (prompter !== null) {
      process.kill(prompter, 'SIGTERM');
      dismissed.add(prompter);
      quietMs = 0;
    }
    await sleep(100);
  }
  return dismissed.size;
}

it('K-03 waits for unlock while the keychain asks, and K-12 asks once', async () => {
  const { store } = makeRealSecretStore({ deadlines: { readMs: 900, writeMs: 900 } });
  await store.put('item', Secret.of('value'));
  await keyring.lock();
  expect(await store.get('item')).toEqual({ kind: 'timed_out' });
  expect(store.view().state).toBe('waiting_for_unlock');
  expect(await store.probe()).toBe('waiting_for_unlock');
  await expect.poll(findPrompter).not.toBeNull();
  expect(await dismissPrompts()).toBe(1);
  expect(store.view().state).toBe('locked');
  await keyring.unlock();
  expect(await store.probe()).toBe('ready');
  expect(await readText(store, 'item')).toBe('value');
});

it('R-06 K-12 a write that a person would not unlock for is not tried again by itself', async () => {
  const { store } = makeRealSecretStore({ deadlines: { readMs: 900, writeMs: 900 } });
  await store.put('item', Secret.of('value'));
  await keyring.lock();
  expect(await store.put('item', Secret.of('newer'))).toEqual({ kind: 'timed_out' });
  await expect.poll(findPrompter).not.toBeNull();
  expect(await dismissPrompts()).toBe(1);
  expect(store.view().state).toBe('locked');
  await keyring.unlock();
  expect(await readText(store, 'item')).toBe('value');
});
