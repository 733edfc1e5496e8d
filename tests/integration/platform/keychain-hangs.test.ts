// A real gnome-keyring that stops answering: deadlines, a file system that stays fast, and no old value that comes back.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import keytar from 'keytar';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { type Keyring, startKeyring } from '../../fixtures/keyring.ts';
import { makeRealSecretStore } from '../../fixtures/real-secret-store.ts';

const deadlines = { readMs: 400, writeMs: 600 };
let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
});

afterAll(async () => {
  await keyring.stop();
});

/** Stops the daemon; it goes on when the test ends, however it ends. */
function freeze(): void {
  keyring.freeze();
  onTestFinished(() => {
    keyring.thaw();
  });
}

async function slowestReadFileMs(rounds: number): Promise<number> {
  let slowest = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await readFile('/etc/passwd');
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}

async function untilReady(store: ReturnType<typeof makeRealSecretStore>['store']): Promise<void> {
  for (let tries = 0; store.view().state !== 'ready' && tries < 100; tries += 1) await sleep(50);
  expect(store.view().state).toBe('ready');
}

describe('K-02 a frozen gnome-keyring', () => {
  it('P-10 answers by the deadline, blocks one thread and leaves the file system fast', async () => {
    const { store } = makeRealSecretStore({ deadlines });
    await store.put('item', Secret.of('value'));
    const idle = await slowestReadFileMs(200);
    freeze();
    const start = performance.now();
    const calls = [store.get('item'), ...['a', 'b', 'c', 'd', 'e', 'f'].map((it) => store.get(it))];
    // One stuck call leaves three threads, so a file is read while not one call has been answered.
    const first = await Promise.race([
      readFile('/etc/passwd').then(() => 'read'),
      ...calls.map((it) => it.then(() => 'answered')),
    ]);
    expect(first).toBe('read');
    const duringMs = await slowestReadFileMs(200);
    expect(await Promise.all(calls)).toEqual(calls.map(() => ({ kind: 'timed_out' })));
    const answeredMs = performance.now() - start;
    expect(store.view().state).toBe('waiting_for_unlock');
    const at = performance.now();
    expect(await store.get('item')).toEqual({ kind: 'timed_out' });
    const atOnceMs = performance.now() - at;
    process.stdout.write(
      `P-10 7 calls on a frozen keychain: answered after ${answeredMs.toFixed(0)} ms (deadline ` +
        `${deadlines.readMs}), the next after ${atOnceMs.toFixed(1)} ms; slowest readFile of 200: ` +
        `${duringMs.toFixed(1)} ms, idle ${idle.toFixed(1)} ms\n`,
    );
    keyring.thaw();
    await untilReady(store);
    expect(await readText(store, 'item')).toBe('value');
  });

  it('without the guard four stuck calls do block the file system', async () => {
    freeze();
    const stuck = [1, 2, 3, 4].map((it) => keytar.getPassword('Tokenward test', String(it)));
    const first = await Promise.race([
      readFile('/etc/passwd').then(() => 'read'),
      sleep(500, 'not read'),
    ]);
    keyring.thaw();
    await Promise.all(stuck);
    expect(first).toBe('not read');
  });

  it('R-06 a write that lands late does not restore a consumed value', async () => {
    const { store } = makeRealSecretStore({ deadlines });
    await store.put('item', Secret.of('first'));
    freeze();
    expect(await store.put('item', Secret.of('consumed'))).toEqual({ kind: 'timed_out' });
    expect(await store.put('item', Secret.of('newest'))).toEqual({ kind: 'timed_out' });
    expect(await store.remove('other')).toEqual({ kind: 'timed_out' });
    keyring.thaw();
    await untilReady(store);
    await expect.poll(() => readText(store, 'item')).toBe('newest');
    await sleep(300);
    expect(await readText(store, 'item')).toBe('newest');
  });

  it('R-06 a write that lands late is kept when it is the newest', async () => {
    const { store } = makeRealSecretStore({ deadlines });
    await store.put('item', Secret.of('first'));
    freeze();
    expect(await store.put('item', Secret.of('second'))).toEqual({ kind: 'timed_out' });
    keyring.thaw();
    await untilReady(store);
    expect(await readText(store, 'item')).toBe('second');
  });

  it('R-06 a removal that was asked for meanwhile happens', async () => {
    const { store } = makeRealSecretStore({ deadlines });
    await store.put('item', Secret.of('first'));
    freeze();
    expect(await store.put('item', Secret.of('second'))).toEqual({ kind: 'timed_out' });
    expect(await store.remove('item')).toEqual({ kind: 'timed_out' });
    keyring.thaw();
    await expect.poll(() => readText(store, 'item')).toBe('<absent>');
  });
});

describe('a gnome-keyring that ends', () => {
  it('K-01 is missing, and nothing throws', async () => {
    const { store } = makeRealSecretStore();
    await store.put('item', Secret.of('value'));
    await keyring.kill();
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(await store.put('item', Secret.of('new'))).toEqual({ kind: 'unavailable' });
    expect(await store.remove('item')).toEqual({ kind: 'unavailable' });
    expect(await store.probe()).toBe('missing');
    expect(store.view().state).toBe('missing');
  });
});
