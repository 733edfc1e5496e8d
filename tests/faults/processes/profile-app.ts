/** The real composition root on the real files of a profile and a keychain of files: the app as one process has it. */
import '../../fixtures/plain-electron.ts';
import path from 'node:path';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createElectronSettingsStore } from '../../../electron/platform/electron-settings-store.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import { createFileRunStore } from '../../../electron/platform/file-run-store.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { openInstallation } from '../../../electron/platform/installation-id.ts';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { BrowserOpener } from '../../../electron/ports.ts';
import { createFileKeychain } from '../../fixtures/file-keychain.ts';
import { createTestApp } from '../../fixtures/test-app.ts';

const noBrowser: BrowserOpener = { open: async () => false };

/** Opens what lies in `folder`. Whoever calls it holds the profile's lock, or means not to. */
export function openProfileApp(folder: string, browser: BrowserOpener = noBrowser) {
  const clock = createSystemClock();
  const accounts = createElectronAccountStore({ folder, clock });
  const idFile = path.join(folder, 'installation-id');
  const { app, ask } = createTestApp([], {
    clock,
    random: Math.random,
    accounts,
    installation: openInstallation({ file: idFile, accounts, at: clock.now().wall }),
    settings: createElectronSettingsStore({ folder, clock }),
    audit: createFileAuditLog({ file: path.join(folder, 'audit.jsonl'), clock }),
    runs: createFileRunStore({ file: path.join(folder, 'revocation-run.json'), clock }),
    journal: createFileTokenJournal({ file: path.join(folder, 'tokens.journal'), clock }),
    secrets: createSecretStore({
      calls: createFileKeychain(path.join(folder, 'keychain')),
      clock,
      name: 'A keychain of files',
      sentinelWritten: () => accounts.read().sentinelWritten,
      markSentinelWritten: () => accounts.write({ ...accounts.read(), sentinelWritten: true }),
    }),
    transport: createNodeTransport(),
    browser,
  });
  return { app, ask, accountIds: () => Object.keys(accounts.read().accounts) };
}

export type ProfileApp = ReturnType<typeof openProfileApp>;
