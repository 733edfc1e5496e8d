/** Makes the real adapters for the profile that Electron runs with: what the app is composed from outside of tests. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  net,
  powerMonitor,
  session,
  shell,
  utilityProcess,
} from 'electron';
import type { AccountStore } from '../ports.ts';
import { createConnectivity } from './connectivity.ts';
import { createElectronAccountStore } from './electron-account-store.ts';
import { createElectronClipboard } from './electron-clipboard.ts';
import { createElectronDialogs } from './electron-dialogs.ts';
import { createElectronHostLauncher } from './electron-host-launcher.ts';
import { createElectronSettingsStore } from './electron-settings-store.ts';
import { createElectronTransport } from './electron-transport.ts';
import { createExtraCaTransport } from './extra-ca-transport.ts';
import { createFileAuditLog } from './file-audit-log.ts';
import { createFileAuthorityStore } from './file-authority-store.ts';
import { createFileLogger } from './file-logger.ts';
import { createFileRunStore } from './file-run-store.ts';
import { createFileTokenJournal } from './file-token-journal.ts';
import { installationIdFile, openInstallation } from './installation-id.ts';
import { detectKeychainName } from './keychain-name.ts';
import type { SentinelRecord } from './keychain-operations.ts';
import { keychainServiceName } from './keychain-service-name.ts';
import { createLoginItem, startCommand } from './login-item.ts';
import { createSystemBrowser } from './system-browser.ts';
import { createSystemClock } from './system-clock.ts';
import { createSystemSecretStore } from './system-secret-store.ts';
import { createWindowPlaceFile } from './window-place-file.ts';

/** Lost in a crash it is written again with the next item. */
function sentinelRecordIn(accounts: AccountStore): SentinelRecord {
  return {
    sentinelWritten: () => accounts.read().sentinelWritten,
    markSentinelWritten: () => accounts.write({ ...accounts.read(), sentinelWritten: true }),
  };
}

function announcer<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    listen: (listener: (value: T) => void): void => {
      listeners.add(listener);
    },
    tell: (value: T): void => {
      for (const listener of listeners) listener(value);
    },
  };
}

/** Call it once Electron is ready. It opens the profile's files and touches neither keychain nor network. */
export function createRealPorts() {
  const folder = app.getPath('userData');
  const usualFolder = path.join(app.getPath('appData'), app.name);
  const service = keychainServiceName(folder, usualFolder);
  const clock = createSystemClock({ wakeSource: powerMonitor });
  const logger = createFileLogger({ folder: path.join(folder, 'logs'), clock });
  const disk = announcer<boolean>();
  const accounts = createElectronAccountStore({ folder, clock, onUnwritable: disk.tell });
  const authorities = createFileAuthorityStore({ file: path.join(folder, 'extra-ca.pem'), clock });
  const idFile = installationIdFile({ folder, name: service });
  return {
    clock,
    random: () => Math.random(),
    accounts,
    installation: openInstallation({ file: idFile, accounts, at: clock.now().wall }),
    logger,
    settings: createElectronSettingsStore({ folder, clock }),
    runs: createFileRunStore({ file: path.join(folder, 'revocation-run.json'), clock }),
    dialogs: createElectronDialogs({
      dialog,
      window: () => BrowserWindow.getAllWindows()[0] ?? null,
    }),
    audit: createFileAuditLog({
      file: path.join(folder, 'audit.jsonl'),
      clock,
      onCaughtUp: () => disk.tell(accounts.trouble() !== null),
    }),
    secrets: createSystemSecretStore({
      ...sentinelRecordIn(accounts),
      launch: createElectronHostLauncher({
        utilityProcess,
        file: path.join(__dirname, 'keychain-host.cjs'),
        env: process.env,
      }),
      clock,
      logger,
      name: detectKeychainName(),
      service,
    }),
    journal: createFileTokenJournal({ file: path.join(folder, 'tokens.journal'), clock }),
    browser: createSystemBrowser({ shell }),
    clipboard: createElectronClipboard({ clipboard }),
    authorities,
    transport: createExtraCaTransport({
      first: createElectronTransport({
        session: session.fromPartition('oauth', { cache: false }),
        net,
        clock,
      }),
      authorities: authorities.list,
      logger,
    }),
    connectivity: createConnectivity({ net }),
    onDiskTrouble: disk.listen,
    loginItem: createLoginItem({
      app,
      name: service,
      configFolder: process.env.XDG_CONFIG_HOME ?? path.join(app.getPath('home'), '.config'),
      command: startCommand({
        app,
        execPath: process.execPath,
        env: process.env,
        profile: service === keychainServiceName(usualFolder, usualFolder) ? null : folder,
      }),
    }),
    windowPlace: createWindowPlaceFile(folder),
    preferredLanguages: app.getPreferredSystemLanguages(),
  };
}
