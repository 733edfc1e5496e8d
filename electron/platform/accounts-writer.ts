/** Writes `accounts.json` and keeps its snapshots: nothing that was removed stays in any of them (requirement D-01). */
import type { AccountsFile } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { Clock } from '../ports.ts';
import type { AccountSnapshots, SnapshotOccasion } from './account-snapshots.ts';
import { encodeAccountsFile } from './accounts-file-format.ts';
import type { StoreFile } from './electron-store-files.ts';
import { setFileAside } from './guarded-file.ts';
import type { LoadedAccounts } from './load-accounts-file.ts';

type WriterParts = {
  readonly target: StoreFile;
  readonly snapshots: AccountSnapshots;
  readonly loaded: LoadedAccounts;
  readonly clock: Clock;
};

type Accounts = AccountsFile['accounts'];

/** Ids that `before` has and `now` has not. */
function missingIn(now: Accounts, before: Accounts): readonly string[] {
  return now === before ? [] : Object.keys(before).filter((id) => !Object.hasOwn(now, id));
}

/** The returned function throws AppError `disk_unwritable` and leaves the old file as it was. */
export function createAccountsWriter(parts: WriterParts): (file: AccountsFile) => void {
  const { target, snapshots, loaded, clock } = parts;
  let { readOnly, savedAt, revision } = loaded;
  let onDisk: Accounts = savedAt === null ? {} : loaded.file.accounts;

  const assertReplaceable = (): void => {
    // A disk that was full may have room for the damaged file's copy by now.
    const aside =
      readOnly === 'not_set_aside' && setFileAside(target.path, clock.now().wall) !== null;
    if (aside) readOnly = null;
    if (readOnly !== null) throw new AppError('disk_unwritable', { reason: readOnly });
  };
  const keepSnapshot = (at: number, kind: SnapshotOccasion['kind']): void => {
    if (savedAt !== null) snapshots.keep({ at, kind, by: 'link' });
  };

  return (file) => {
    assertReplaceable();
    const at = clock.now().wall;
    const removed = missingIn(file.accounts, onDisk);
    const comeOrGone = removed.length > 0 || missingIn(onDisk, file.accounts).length > 0;
    const text = encodeAccountsFile(file, { revision: revision + 1, savedAt: at });
    // The layout of version 0.1 is left for good.
    keepSnapshot(at, savedAt === 0 ? 'always' : comeOrGone ? 'membership' : 'ordinary');
    target.write(text, { keepOld: savedAt !== null });
    revision += 1;
    savedAt = at;
    onDisk = file.accounts;
    if (removed.length > 0) snapshots.forget(removed);
  };
}
