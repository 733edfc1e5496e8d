/** Account metadata held in memory and written to `accounts.json` soon after it changed (requirements D-01 to D-07). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { asAppError } from '../app-error.ts';
import type { AccountStore, Cancel, Clock, DiskTrouble } from '../ports.ts';
import { openAccountSnapshots } from './account-snapshots.ts';
import { createAccountsWriter } from './accounts-writer.ts';
import { openStoreFile } from './electron-store-files.ts';
import { findWriteRefusal, narrowFiles, readGuardedFile } from './guarded-file.ts';
import { type LoadedAccounts, loadAccountsFile } from './load-accounts-file.ts';

const debounceMs = 250;
const retryMs = 10_000;
const ownNames = /^(?:accounts|settings|audit|tokens|window|installation|revocation)\b/;
const tracesOfUse = ['settings.json', 'audit.jsonl', 'tokens.journal'];

export type ElectronAccountStoreOptions = {
  /** The profile's folder; it becomes private to this user. */
  readonly folder: string;
  readonly clock: Clock;
  /** Told when a write fails, and when one succeeds again. */
  readonly onUnwritable?: (unwritable: boolean) => void;
};

/** A refusal that only a person or the system can end; everything else is taken for a lack of room. */
const refusals: readonly string[] = ['EROFS', 'EACCES', 'EPERM', 'newer_schema', 'unreadable'];

function troubleOf(reason: string | undefined): DiskTrouble {
  return refusals.includes(reason ?? '') ? 'read_only' : 'full';
}

function troubleAtStart(folder: string, { readOnly }: LoadedAccounts): DiskTrouble | null {
  if (readOnly === 'newer_schema' || readOnly === 'unreadable') return 'read_only';
  const refusal = findWriteRefusal(folder);
  return refusal === null ? null : troubleOf(refusal);
}

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
  const { folder, clock, onUnwritable = () => undefined } = options;
  const { file, loaded, write } = load(options);
  const isForGood = loaded.readOnly === 'newer_schema' || loaded.readOnly === 'unreadable';
  let current = loaded.file;
  let { dirty } = loaded;
  let trouble = troubleAtStart(folder, loaded);
  let cancelTimer: Cancel | null = null;

  const show = (next: DiskTrouble | null): void => {
    if (next === trouble) return;
    trouble = next;
    onUnwritable(next !== null);
  };
  const save = (): void => {
    try {
      write(current);
    } catch (thrown) {
      show(troubleOf(asAppError(thrown).details.reason));
      throw thrown;
    }
    dirty = false;
    show(null);
  };
  const disarm = (): void => {
    cancelTimer?.();
    cancelTimer = null;
  };
  const saveLater = (delayMs: number): void => {
    cancelTimer ??= clock.after(delayMs, () => {
      cancelTimer = null;
      tryAgain();
    });
  };
  const tryAgain = (): void => {
    try {
      if (dirty) save();
      else if (findWriteRefusal(folder) === null) show(null);
    } catch {
      // It has been shown.
    }
    if (trouble !== null && !isForGood) saveLater(retryMs);
  };

  if (dirty && trouble === null) saveLater(0);
  else if (trouble !== null && !isForGood) saveLater(retryMs);
  return {
    notices: loaded.notices,
    trouble: () => trouble,
    fileText: () => {
      const read = readGuardedFile(file);
      return read.kind === 'ok' ? read.text : null;
    },
    read: () => current,
    write(next) {
      current = next;
      dirty = true;
      saveLater(debounceMs);
    },
    async flush() {
      if (!dirty) return;
      disarm();
      try {
        save();
      } catch (thrown) {
        if (!isForGood) saveLater(retryMs);
        throw thrown;
      }
    },
  };
}
