import { describe, expect, it } from 'vitest';
import {
  closeNetwork,
  enforceSandbox,
  lockContents,
  lockDownApp,
  lockSession,
} from '../../../electron/window/lockdown.ts';
import {
  createFakeContents,
  createFakeEvent,
  createFakeSession,
} from '../../fixtures/fake-electron-emitter.ts';

const PERMISSIONS = [
  'ar',
  'automatic-fullscreen',
  'background-fetch',
  'background-sync',
  'captured-surface-control',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hand-tracking',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network-access',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'persistent-storage',
  'pointerLock',
  'screen-wake-lock',
  'sensors',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'vr',
  'window-management',
  'unknown',
  'a-permission-of-a-later-version',
];

type Answer = (granted: boolean) => void;

describe('permissions of a session', () => {
  const { session, settings } = createFakeSession();
  lockSession(session);

  it.each(PERMISSIONS)('E-05 refuses a request for %s', (permission) => {
    const request = settings.get('permissionRequest') as (
      contents: null,
      permission: string,
      answer: Answer,
    ) => void;
    const answers: boolean[] = [];
    request(null, permission, (granted) => answers.push(granted));
    expect(answers).toEqual([false]);
  });

  it.each(PERMISSIONS)('E-05 refuses a check of %s', (permission) => {
    const check = settings.get('permissionCheck') as (contents: null, name: string) => boolean;
    expect(check(null, permission)).toBe(false);
  });

  it.each(['hid', 'serial', 'usb'])('E-05 refuses a device of the kind %s', (deviceType) => {
    const check = settings.get('devicePermission') as (details: object) => boolean;
    expect(check({ deviceType, origin: 'app://tokenward' })).toBe(false);
  });

  it('E-05 refuses to pair over Bluetooth', () => {
    const pair = settings.get('bluetoothPairing') as (
      details: object,
      answer: (response: object) => void,
    ) => void;
    const answers: object[] = [];
    pair({ pairingKind: 'confirm' }, (response) => answers.push(response));
    expect(answers).toEqual([{ confirmed: false }]);
  });

  it('E-01 never fetches a dictionary and never saves a download', () => {
    const fake = createFakeSession();
    lockSession(fake.session);
    const event = createFakeEvent();
    fake.emit('will-download', event);
    expect(event.prevented).toBe(true);
    expect(fake.settings.get('spellChecker')).toBe(false);
  });
});

describe('network of the window', () => {
  const { session, settings } = createFakeSession();
  closeNetwork(session);
  const beforeRequest = settings.get('beforeRequest') as (
    details: { url: string },
    answer: (response: { cancel: boolean }) => void,
  ) => void;

  it.each([
    ['app://tokenward/index.html', false],
    ['app://tokenward/assets/index.js', false],
    ['devtools://devtools/bundled/devtools_app.html', false],
    ['app://tokenward.evil.example/index.html', true],
    ['http://127.0.0.1:8080/', true],
    ['https://issuer.example/token', true],
    ['ws://127.0.0.1:9229/', true],
    ['wss://issuer.example/', true],
    ['ftp://issuer.example/', true],
    ['file:///etc/passwd', true],
    ['chrome-extension://abcdefghijklmnop/page.html', true],
    ['blob:https://issuer.example/0e0a', true],
  ])('E-01 cancels %s: %s', (url, cancel) => {
    const answers: object[] = [];
    beforeRequest({ url }, (response) => answers.push(response));
    expect(answers).toEqual([{ cancel }]);
  });
});

describe('navigation of a page', () => {
  const addresses: readonly (readonly [string, boolean])[] = [
    ['app://tokenward/index.html', false],
    ['app://tokenward/index.html#settings', false],
    ['app://tokenward.evil.example/', true],
    ['app://x.evil/', true],
    ['https://issuer.example/authorize', true],
    ['http://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['javascript:alert(1)', true],
    ['data:text/html,<p>', true],
    ['blob:app://tokenward/0e0a', true],
    ['about:blank', true],
    ['', true],
  ];
  const events = ['will-navigate', 'will-frame-navigate', 'will-redirect'];

  it.each(
    events.flatMap((event) => addresses.map(([url, prevented]) => ({ event, url, prevented }))),
  )('E-13 prevents $event to $url: $prevented', ({ event, url, prevented }) => {
    const { contents, emit } = createFakeContents();
    lockContents(contents);
    const fired = createFakeEvent(url);
    emit(event, fired);
    expect(fired.prevented).toBe(prevented);
  });

  it('E-11 E-12 prevents every webview, whatever options it comes with', () => {
    const { contents, emit } = createFakeContents();
    lockContents(contents);
    const event = createFakeEvent();
    emit('will-attach-webview', event, {}, {});
    expect(event.prevented).toBe(true);
  });

  it('E-14 opens no window for any address', () => {
    const { contents, settings } = createFakeContents();
    lockContents(contents);
    const open = settings.get('windowOpen') as (details: { url: string }) => object;
    expect(open({ url: 'https://issuer.example/' })).toEqual({ action: 'deny' });
    expect(open({ url: 'app://tokenward/index.html' })).toEqual({ action: 'deny' });
  });

  it('E-05 chooses no Bluetooth device instead of the first', () => {
    const { contents, emit } = createFakeContents();
    lockContents(contents);
    const event = createFakeEvent();
    const chosen: string[] = [];
    emit('select-bluetooth-device', event, [{ deviceId: 'a' }], (id: string) => chosen.push(id));
    expect(event.prevented).toBe(true);
    expect(chosen).toEqual(['']);
  });

  it('E-01 lets WebRTC send nothing that does not go through a proxy (RFC 8828 mode 4)', () => {
    const { contents, settings } = createFakeContents();
    lockContents(contents);
    expect(settings.get('webRtcPolicy')).toBe('disable_non_proxied_udp');
  });
});

describe('lockdown of the app', () => {
  it.each([
    [false, 1],
    [true, 0],
  ])('E-04 sandboxes every renderer unless --no-sandbox was passed (%s)', (passed, calls) => {
    let enabled = 0;
    enforceSandbox({
      commandLine: { hasSwitch: (name: string) => name === 'no-sandbox' && passed },
      enableSandbox: () => void enabled++,
    } as never);
    expect(enabled).toBe(calls);
  });

  it('E-05 E-13 reaches every session and every page that comes later', () => {
    const listeners = new Map<string, (...args: unknown[]) => void>();
    const app = { on: (event: string, listener: never) => void listeners.set(event, listener) };
    lockDownApp(app as never);
    const { session, settings } = createFakeSession();
    const page = createFakeContents();
    listeners.get('session-created')?.(session);
    listeners.get('web-contents-created')?.({}, page.contents);
    expect(settings.has('permissionRequest')).toBe(true);
    expect(settings.has('beforeRequest')).toBe(false);
    expect(page.settings.has('windowOpen')).toBe(true);
  });
});
