// A machine without a session bus: the real binding is refused everything, and the app says so instead of failing.
import { beforeAll, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { makeRealSecretStore } from '../../fixtures/real-secret-store.ts';

beforeAll(() => {
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent/bus';
  delete process.env.DISPLAY;
});

it('K-01 is unavailable for every call, on a first run and later, and the state is missing', async () => {
  for (const written of [false, true]) {
    const { store, sentinel } = makeRealSecretStore({ written });
    expect(await store.probe()).toBe('missing');
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(await store.put('item', Secret.of('value'))).toEqual({ kind: 'unavailable' });
    expect(await store.remove('item')).toEqual({ kind: 'unavailable' });
    expect(sentinel.written).toBe(written);
  }
});
