/** Account metadata held in memory and written to `accounts.json` soon after it changed (requirements D-01 to D-07). */
import { AppError } from '../app-error.ts';
import type { AccountStore, Cancel, Clock } from '../ports.ts';
import { openStoreFile } from './electron-store-files.ts';
import { loadAccountsFile } from './load-accounts-file.ts';

const debounceMs = 250;
const retryMs = 10_000;

export type ElectronAccountStoreOptions = {
  /** The profile's folder; it becomes private to this user. */
  readonly folder: string;
  readonly clock: Clock;
  /** Told when a write in the background fails, and when one succeeds again. */
  readonly onUnwritable?: (unwritable: boolean) => void;
};

/** Loads `accounts.json` at once and never throws for what it finds there: `notices` says what happened. */
export function createElectronAccountStore(options: ElectronAccountStoreOptions): AccountStore {
  const { folder, clock, onUnwritable = () => undefined } = options;
  const target = openStoreFile({ folder, name: 'accounts' });
  const at = clock.now().wall;
  const loaded = loadAccountsFile({ file: target.path, previous: target.previousPath, at });
  let current = loaded.file;
  let dirty = loaded.dirty;
  let failing = false;
  let cancelTimer: Cancel | null = null;

  const save = (): void => {
    if (loaded.readOnly) {
      throw new AppError('disk_unwritable', { reason: loaded.notices[0]?.code ?? 'read_only' });
    }
    target.write(current);
    dirty = false;
    if (failing) onUnwritable(false);
    failing = false;
  };
  const disarm = (): void => {
    cancelTimer?.();
    cancelTimer = null;
  };
  const saveLater = (delayMs: number): void => {
    cancelTimer ??= clock.after(delayMs, () => {
      cancelTimer = null;
      try {
        save();
      } catch {
        if (!failing) onUnwritable(true);
        failing = true;
        if (!loaded.readOnly) saveLater(retryMs);
      }
    });
  };

  if (dirty && !loaded.readOnly) saveLater(0);
  return {
    notices: loaded.notices,
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
        if (!loaded.readOnly) saveLater(retryMs);
        throw thrown;
      }
    },
  };
}
