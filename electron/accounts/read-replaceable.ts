/** Reads an item that is about to be replaced: one that is gone or unusable must not stand in the way of a new one. */
import { type AppError, asAppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import { emptyGrant, type StoredGrant } from './stored-grant.ts';
import { isLoss } from './token-store.ts';

export type Replaceable = {
  readonly stored: StoredGrant;
  /** Why there is nothing to go on with, or null. */
  readonly lost: AppError | null;
};

/** Throws AppError `keychain_*`: a keychain that does not answer has lost nothing. */
export async function readReplaceable(
  { tokenStore }: Pick<AccountDeps, 'tokenStore'>,
  accountId: string,
): Promise<Replaceable> {
  try {
    return { stored: await tokenStore.read(accountId), lost: null };
  } catch (thrown) {
    const error = asAppError(thrown);
    if (!isLoss(error.code)) throw error;
    if (error.code !== 'secret_outdated') return { stored: emptyGrant, lost: error };
    const { clientSecret } = await tokenStore.readHeld(accountId);
    return { stored: { ...emptyGrant, clientSecret }, lost: error };
  }
}
