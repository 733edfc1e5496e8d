// The keychain of files that processes share in tests keeps to what every keychain keeps to.
import { createSecretStore } from '../../electron/platform/secret-store.ts';
import { createSystemClock } from '../../electron/platform/system-clock.ts';
import { describeSecretStore } from '../fixtures/contracts/secret-store-contract.ts';
import { createFileKeychain } from '../fixtures/file-keychain.ts';
import { provideScratchFolders } from '../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();

describeSecretStore('a keychain of files', () =>
  createSecretStore({
    calls: createFileKeychain(makeFolder()),
    clock: createSystemClock(),
    name: 'A keychain of files',
    sentinelWritten: () => false,
    markSentinelWritten: () => undefined,
  }),
);
