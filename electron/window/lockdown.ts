// Takes from every session and page what the window never needs: permissions, navigation, new windows, network (requirements E-05, E-11 to E-14).

import type { App, Session, WebContents } from 'electron';
import { isAppUrl } from './bundle-path.ts';

/** What an event offers that asks to go somewhere. */
interface NavigationEvent {
  readonly url: string;
  preventDefault(): void;
}

/** Sandboxes every renderer there will ever be. Call it before the app is ready. */
export function enforceSandbox(app: Pick<App, 'commandLine' | 'enableSandbox'>): void {
  // The call takes --no-sandbox back, and a child process of root then dies at once: a person who
  // asked for it (containers, tests) keeps it, and the window's own `sandbox: true` holds as it can.
  if (!app.commandLine.hasSwitch('no-sandbox')) {
    app.enableSandbox();
  }
}

/** Locks every session and every page that will ever exist. Call it before the app is ready. */
export function lockDownApp(app: Pick<App, 'on'>): void {
  app.on('session-created', (session) => lockSession(session));
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/** Refuses every permission, device and download of a session. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  // The spell checker would fetch its dictionaries from a public host.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Cancels every request of a session that is not for the app's own files or the developer tools. */
export function closeNetwork(session: Pick<Session, 'webRequest'>): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAppUrl(details.url) && !details.url.startsWith('devtools://') });
  });
}

/** Keeps a page where it is: no navigation, no new window, no webview, no WebRTC, no device. */
export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', keepInApp);
  contents.on('will-frame-navigate', keepInApp);
  contents.on('will-redirect', keepInApp);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    // Without a listener Electron picks the first device by itself.
    event.preventDefault();
    choose('');
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // A content security policy does not reach WebRTC, which would send UDP past it.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function keepInApp(event: NavigationEvent): void {
  if (!isAppUrl(event.url)) {
    event.preventDefault();
  }
}
