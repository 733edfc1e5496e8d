/** The outside world for real: every adapter, made once Electron is ready; touches neither keychain nor network. */
import path from 'node:path';
import { app, clipboard, net, powerMonitor, session, shell } from 'electron';
import type { AccountStore, AppPorts, Clock, SecretStore } from '../ports.ts';
import { createConnectivity } from './connectivity.ts';
import { createElectronAccountStore } from './electron-account-store.ts';
import { createElectronClipboard } from './electron-clipboard.ts';
import { createElectronSettingsStore } from './electron-settings-store.ts';
import { createElectronTransport } from './electron-transport.ts';
import { createFileAuditLog } from './file-audit-log.ts';
import { createFileLogger } from './file-logger.ts';
import { detectKeychainName } from './keychain-name.ts';
import { keychainServiceName } from './keychain-service-name.ts';
import { createKeytarSecretStore } from './keytar-secret-store.ts';
import { createSystemBrowser } from './system-browser.ts';
import { createSystemClock } from './system-clock.ts';

/** Call it once Electron is ready, and once only. */
export function createRealPorts(): AppPorts {
  const folder = app.getPath('userData');
  const clock = createSystemClock({ wakeSource: powerMonitor });
  let tellDiskTrouble: (unwritable: boolean) => void = () => undefined;
  const accounts = createElectronAccountStore({
    folder,
    clock,
    onUnwritable: (unwritable) => tellDiskTrouble(unwritable),
  });
  return {
    clock,
    accounts,
    logger: createFileLogger({ folder: path.join(folder, 'logs'), clock }),
    secrets: createSecrets({ folder, clock, accounts }),
    settings: createElectronSettingsStore({ folder, clock }),
    audit: createFileAuditLog({ file: path.join(folder, 'audit.jsonl'), clock }),
    browser: createSystemBrowser({ shell }),
    clipboard: createElectronClipboard({ clipboard }),
    transport: createElectronTransport({ session: oauthSession(), net }),
    connectivity: createConnectivity({ net }),
    onDiskTrouble: (listener) => {
      tellDiskTrouble = listener;
    },
    preferredLanguages: app.getPreferredSystemLanguages(),
  };
}

type SecretsInput = {
  readonly folder: string;
  readonly clock: Clock;
  readonly accounts: AccountStore;
};

function createSecrets({ folder, clock, accounts }: SecretsInput): SecretStore {
  return createKeytarSecretStore({
    clock,
    service: keychainServiceName(folder, path.join(app.getPath('appData'), app.name)),
    name: detectKeychainName(),
    sentinelWritten: () => accounts.read().sentinelWritten,
    markSentinelWritten: () => accounts.write({ ...accounts.read(), sentinelWritten: true }),
  });
}

/** In memory only, without a cache, apart from the window's own session, and not naming the runtime to servers. */
function oauthSession(): Electron.Session {
  const oauth = session.fromPartition('oauth', { cache: false });
  oauth.setUserAgent(`Tokenward/${app.getVersion()}`);
  return oauth;
}
