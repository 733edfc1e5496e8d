/** Saves a copy of the list's file where the person says, as it is: for a list of a newer version (requirement D-07). */
import { AppError } from '../app-error.ts';
import type { AccountStore, DialogsPort } from '../ports.ts';

type CopyDeps = {
  readonly accountsFileText: AccountStore['fileText'];
  readonly dialogs: DialogsPort;
};

/** False when no place was chosen. Throws AppError `disk_unwritable`, also when there is no file that could be read. */
export async function saveAccountsCopy({
  accountsFileText,
  dialogs,
}: CopyDeps): Promise<{ readonly saved: boolean }> {
  const text = accountsFileText();
  if (text === null) throw new AppError('disk_unwritable', { reason: 'unreadable' });
  return { saved: await dialogs.saveText({ suggestedName: 'tokenward-accounts.json', text }) };
}
