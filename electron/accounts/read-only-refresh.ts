/** What may be refreshed while nothing can be written to the disk: by itself nothing that rotates (requirement D-03). */
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';

type Disk = Pick<AccountDeps, 'isReadOnly'>;

/** The server may answer with a new refresh token, which no journal would hold while it goes to the keychain. */
export function wouldRotateUnsaved(deps: Disk, { tokens }: Pick<AccountRecord, 'tokens'>): boolean {
  return deps.isReadOnly() && tokens?.refreshTokenHeld === true;
}

export type ReadOnlyConsent = Disk & {
  /** Asks the person whether to refresh all the same. */
  readonly confirmReadOnlyRefresh: () => Promise<boolean>;
};

/**
 * Runs a refresh of these accounts that a person asked for, at once unless they have to be asked first. Throws AppError
 * `disk_read_only` when they would rather not.
 */
export function refreshWithConsent<T>(
  deps: ReadOnlyConsent,
  records: readonly AccountRecord[],
  refresh: () => Promise<T>,
): Promise<T> {
  if (!records.some((record) => wouldRotateUnsaved(deps, record))) return refresh();
  return deps.confirmReadOnlyRefresh().then((agreed) => {
    if (!agreed) throw new AppError('disk_read_only');
    return refresh();
  });
}
