/** After the window is up: finishes what a crash cut short, where the keychain shows that it had happened. */
import { asAppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import { factsOf } from './token-facts.ts';

/**
 * A first sign-in whose tokens reached the keychain but whose account was not yet marked live. Touches the keychain
 * only for such accounts; those whose tokens never arrived go back to needing a sign-in.
 */
export async function recoverAccounts(deps: AccountDeps): Promise<void> {
  const cutShort = deps.registry
    .all()
    .filter((it) => it.grant.status === 'none' && it.tokens !== null);
  for (const { accountId } of cutShort) {
    await deps.queue.run(accountId, () => recoverAccount(deps, accountId));
  }
}

async function recoverAccount(deps: AccountDeps, accountId: string): Promise<void> {
  try {
    const { tokens, generation } = await deps.tokenStore.read(accountId);
    deps.registry.patch(accountId, {
      tokens: factsOf(tokens),
      generation,
      grant: { status: tokens === null ? 'none' : 'live' },
    });
    await deps.registry.flush();
  } catch (thrown) {
    deps.logger.error('recover.account', { accountId, code: asAppError(thrown).code });
  }
}
