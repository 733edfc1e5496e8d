// The guarded keychain over real keytar, D-Bus and gnome-keyring: what it keeps, and what it says when it is locked.
import { randomBytes } from 'node:crypto';
import keytar from 'keytar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealSecret } from '../../../electron/platform/secret-envelope.ts';
import { Secret } from '../../../electron/secret.ts';
import { describeSecretStore, readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { type Keyring, startKeyring } from '../../fixtures/keyring.ts';
import { makeRealSecretStore } from '../../fixtures/real-secret-store.ts';

let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
});

afterAll(async () => {
  await keyring.stop();
});

describeSecretStore('gnome-keyring through keytar', () => makeRealSecretStore().store);

describe('gnome-keyring keeps values of real sizes', () => {
  it.each([1, 2_400, 16 * 1024, 64 * 1024, 256 * 1024])(
    'K-08 gives back %i bytes',
    async (size) => {
      const { store } = makeRealSecretStore();
      const text = randomBytes(size).toString('latin1').replaceAll('\u0000', 'x').slice(0, size);
      const ascii = Buffer.from(text, 'latin1').toString('base64').slice(0, size);
      expect(await store.put('item', Secret.of(ascii))).toEqual({ kind: 'ok' });
      expect(await readText(store, 'item')).toBe(ascii);
    },
  );

  it('K-09 refuses a NUL, which the keychain itself would cut at silently', async () => {
    const { store, service } = makeRealSecretStore();
    await keytar.setPassword(service, 'bare', 'ab\u0000cd');
    expect(await keytar.getPassword(service, 'bare')).toBe('ab');
    expect(await store.put('item', Secret.of('ab\u0000cd'))).toEqual({ kind: 'denied' });
    expect(await store.get('item')).toEqual({ kind: 'absent' });
  });

  it('K-10 never stores an empty value, which the binding refuses', async () => {
    const { service } = makeRealSecretStore();
    expect(() => keytar.setPassword(service, 'item', '')).toThrow();
    expect(() => Secret.of('')).toThrow();
    expect(sealSecret(Secret.of(' '))).not.toBe('');
  });

  it('D-15 keeps two profiles apart', async () => {
    const first = makeRealSecretStore();
    const second = makeRealSecretStore();
    await first.store.put('item', Secret.of('of the first'));
    expect(await second.store.get('item')).toEqual({ kind: 'absent' });
    await second.store.put('item', Secret.of('of the second'));
    expect(await readText(first.store, 'item')).toBe('of the first');
  });

  it('K-15 says absent for the one item that a person deleted', async () => {
    const { store, service } = makeRealSecretStore();
    await store.put('a', Secret.of('1'));
    await store.put('b', Secret.of('2'));
    await keytar.deletePassword(service, 'a');
    expect(await store.get('a')).toEqual({ kind: 'absent' });
    expect(await readText(store, 'b')).toBe('2');
  });

  it('answers corrupt for an item that somebody else wrote', async () => {
    const { store, service } = makeRealSecretStore();
    await store.put('a', Secret.of('1'));
    await keytar.setPassword(service, 'a', 'something else');
    expect(await store.get('a')).toEqual({ kind: 'corrupt' });
  });
});

describe('a locked gnome-keyring', () => {
  it('K-03 K-04 is locked for reading, writing and removing, and loses nothing', async () => {
    const { store, service } = makeRealSecretStore();
    await store.put('item', Secret.of('value'));
    await keyring.lock();
    try {
      expect(await keytar.getPassword(service, 'item')).toBeNull();
      expect(await store.get('item')).toEqual({ kind: 'locked' });
      expect(await store.get('never stored')).toEqual({ kind: 'locked' });
      expect(await store.put('item', Secret.of('new'))).toEqual({ kind: 'locked' });
      expect(await store.remove('item')).toEqual({ kind: 'locked' });
      expect(await store.probe()).toBe('locked');
    } finally {
      await keyring.unlock();
    }
    expect(await store.probe()).toBe('ready');
    expect(await readText(store, 'item')).toBe('value');
    expect(await store.remove('item')).toEqual({ kind: 'ok' });
  });

  it('K-03 is locked on a first run as soon as something shall be stored', async () => {
    const { store, sentinel } = makeRealSecretStore();
    await keyring.lock();
    try {
      expect(await store.put('item', Secret.of('value'))).toEqual({ kind: 'locked' });
      expect(sentinel.written).toBe(false);
    } finally {
      await keyring.unlock();
    }
    expect(await store.put('item', Secret.of('value'))).toEqual({ kind: 'ok' });
    expect(sentinel.written).toBe(true);
  });
});
