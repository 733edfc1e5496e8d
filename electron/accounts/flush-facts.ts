/** Writes what is known of an account to the disk, where it can: tokens are never lost by it, and no work waits for it (D-02). */
import { asAppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';

/** A disk that takes nothing is said by itself, and what waits is tried again by itself. Never throws. */
export async function flushFacts(
  { registry, logger }: Pick<AccountDeps, 'registry' | 'logger'>,
  accountId: string,
): Promise<void> {
  try {
    await registry.flush();
  } catch (thrown) {
    logger.error('account.facts_not_flushed', { accountId, code: asAppError(thrown).code });
  }
}
