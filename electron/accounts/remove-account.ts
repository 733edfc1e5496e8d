/** Forgets an account here; the server is told nothing, so the grant stays valid there. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { flushFacts } from './flush-facts.ts';

/**
 * Takes the account from the list at once. Its keychain item is erased now or, where the keychain does not answer,
 * as soon as it does: a tombstone stays until the item is proven absent.
 */
export function removeAccount(deps: AccountDeps, accountId: string): Promise<void> {
  deps.registry.get(accountId);
  return deps.queue.run(accountId, async () => {
    const record = deps.registry.get(accountId);
    deps.registry.delete(accountId);
    deps.trials.forget(accountId);
    await flushFacts(deps, accountId);
    const failure = await buryItem(deps, accountId);
    await auditAccount(deps, record, {
      event: 'remove',
      outcome: failure === null ? 'local_only' : 'failed',
      code: failure,
      durable: true,
    });
  });
}

/** Tries again to erase what removed accounts left in the keychain. */
export async function sweepTombstones(deps: AccountDeps): Promise<void> {
  for (const accountId of deps.registry.tombstones()) {
    await deps.queue.run(accountId, () => buryItem(deps, accountId));
  }
}

/** Null, or why the item is left. */
async function buryItem(deps: AccountDeps, accountId: string): Promise<ErrorCode | null> {
  const failure = await deps.tokenStore.erase(accountId);
  if (failure === null) {
    deps.registry.buried(accountId);
    await flushFacts(deps, accountId);
  } else {
    deps.logger.error('remove.item_left', { accountId, code: failure });
  }
  return failure;
}
