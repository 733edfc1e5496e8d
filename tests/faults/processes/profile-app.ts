/** The real composition root on the real files of a profile and a keychain of files: the app as one process has it. */
import '../../fixtures/plain-electron.ts';
import path from 'node:path';
import { createApp } from '../../../electron/app.ts';
import { answerRequest } from '../../../electron/ipc/answer-request.ts';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createElectronSettingsStore } from '../../../electron/platform/electron-settings-store.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import { createFileLogger } from '../../../electron/platform/file-logger.ts';
import { createFileRunStore } from '../../../electron/platform/file-run-store.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { openInstallation } from '../../../electron/platform/installation-id.ts';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { BrowserOpener } from '../../../electron/ports.ts';
import type { RequestName, RequestParams, RequestResult } from '../../../shared/contract.ts';
import type { Result } from '../../../shared/errors.ts';
import { createFakeClipboard } from '../../fixtures/fake-clipboard.ts';
import { createFakeDialogs } from '../../fixtures/fake-dialogs.ts';
import { createFileKeychain } from '../../fixtures/file-keychain.ts';

const noBrowser: BrowserOpener = { open: async () => false };

/** Opens what lies in `folder`. Whoever calls it holds the profile's lock, or means not to. */
export function openProfileApp(folder: string, browser: BrowserOpener = noBrowser) {
  const clock = createSystemClock();
  const accounts = createElectronAccountStore({ folder, clock });
  const logger = createFileLogger({ folder: path.join(folder, 'logs'), clock });
  const at = clock.now().wall;
  const app = createApp({
    clock,
    random: Math.random,
    logger,
    accounts,
    installation: openInstallation({
      file: path.join(folder, 'installation-id'),
      accounts,
      at,
    }),
    settings: createElectronSettingsStore({ folder, clock }),
    audit: createFileAuditLog({ file: path.join(folder, 'audit.jsonl'), clock }),
    secrets: createSecretStore({
      calls: createFileKeychain(path.join(folder, 'keychain')),
      clock,
      name: 'A keychain of files',
      sentinelWritten: () => accounts.read().sentinelWritten,
      markSentinelWritten: () => accounts.write({ ...accounts.read(), sentinelWritten: true }),
    }),
    journal: createFileTokenJournal({ file: path.join(folder, 'tokens.journal'), clock }),
    runs: createFileRunStore({ file: path.join(folder, 'revocation-run.json'), clock }),
    dialogs: createFakeDialogs(),
    browser,
    clipboard: createFakeClipboard(),
    transport: createNodeTransport(),
    connectivity: { isOnline: () => true },
    onDiskTrouble: () => undefined,
    preferredLanguages: ['en'],
  });
  const ask = <N extends RequestName>(
    name: N,
    params: RequestParams<N>,
  ): Promise<Result<RequestResult<N>>> =>
    answerRequest({ handlers: app.handlers, logger, clock }, name, { params, trusted: true });
  return { app, ask, accountIds: () => Object.keys(accounts.read().accounts) };
}

export type ProfileApp = ReturnType<typeof openProfileApp>;
