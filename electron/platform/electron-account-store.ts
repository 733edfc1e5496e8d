/** Account metadata held in memory and written to `accounts.json` soon after it changed (requirements D-01 to D-07). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AccountStore, Clock } from '../ports.ts';
import { openAccountSnapshots } from './account-snapshots.ts';
import { createAccountsSaver } from './accounts-saver.ts';
import { createAccountsWriter } from './accounts-writer.ts';
import { openStoreFile } from './electron-store-files.ts';
import { narrowFiles, readGuardedFile } from './guarded-file.ts';
import { loadAccountsFile } from './load-accounts-file.ts';

const ownNames = /^(?:accounts|settings|audit|tokens|window|installation|revocation)\b/;
const tracesOfUse = ['settings.json', 'audit.jsonl', 'tokens.journal'];

export type ElectronAccountStoreOptions = {
  /** The profile's folder; it becomes private to this user. */
  readonly folder: string;
  readonly clock: Clock;
  /** Told when a write fails, and when one succeeds again. */
  readonly onUnwritable?: (unwritable: boolean) => void;
};

function load({ folder, clock }: ElectronAccountStoreOptions) {
  const target = openStoreFile({ folder, name: 'accounts' });
  narrowFiles(folder, (name) => ownNames.test(name));
  const snapshots = openAccountSnapshots(target.path, target.previousPath);
  const usedBefore = tracesOfUse.some((name) => existsSync(path.join(folder, name)));
  const at = clock.now().wall;
  const loaded = loadAccountsFile({ file: target.path, snapshots, at, usedBefore });
  const { savedAt } = loaded;
  // Also what nobody has changed for long is there twice.
  if (savedAt !== null && loaded.readOnly === null)
    snapshots.keep({ at: savedAt, kind: 'ordinary', by: 'copy' });
  return {
    file: target.path,
    loaded,
    write: createAccountsWriter({ target, snapshots, loaded, clock }),
  };
}

/** Loads `accounts.json` at once and never throws for what it finds there: `notices` says what happened. */
export function createElectronAccountStore(options: ElectronAccountStoreOptions): AccountStore {
  const { file, loaded, write } = load(options);
  let current = loaded.file;
  const saver = createAccountsSaver({ ...options, loaded, save: () => write(current) });
  return {
    notices: loaded.notices,
    trouble: saver.trouble,
    fileText: () => {
      const read = readGuardedFile(file);
      return read.kind === 'ok' ? read.text : null;
    },
    read: () => current,
    write(next) {
      current = next;
      saver.changed();
    },
    flush: saver.flush,
  };
}
