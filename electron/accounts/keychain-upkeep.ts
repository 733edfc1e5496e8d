/** Looks after the keychain: shows its state, finds one that was missing again, and finishes what waited for it. */
import { asAppError } from '../app-error.ts';
import type { AppPorts, Cancel } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import type { AuditHeadKeeper } from './audit-head.ts';
import type { IndexKeeper } from './index-keeper.ts';
import { recoverAccounts } from './recover-accounts.ts';
import { sweepTombstones } from './remove-account.ts';

/** How often a keychain that was not found is looked for again. */
const lookAgainMs = 60_000;

/** Looks at the keychain and, where it answers, finishes what waited for it. */
export function keychainUpkeep(
  ports: AppPorts,
  deps: AccountDeps & { readonly index: IndexKeeper; readonly auditHead: AuditHeadKeeper },
  onReady: () => void,
): { readonly retry: () => Promise<void> } {
  const catchUp = async (): Promise<void> => {
    try {
      // First of all: the journal may hold sets of accounts that only the index knows.
      await deps.index.rebuild();
      await deps.tokenStore.replay();
      await sweepTombstones(deps);
      await recoverAccounts(deps);
      await deps.tokenStore.retry();
      deps.index.wake();
      await deps.auditHead.follow();
    } catch (thrown) {
      deps.logger.error('keychain.catch_up', { code: asAppError(thrown).code });
    }
  };
  let ready = false;
  let cancelLook: Cancel = () => undefined;
  /** A keychain that is not there asks nobody for a password; one that is locked might, so that is left to a person. */
  const lookLater = (): void => {
    cancelLook();
    if (ports.secrets.view().state !== 'missing') return;
    cancelLook = ports.clock.after(lookAgainMs, () => void ports.secrets.probe().then(lookLater));
  };
  ports.secrets.onChange((view) => {
    deps.snapshot.update({ keychain: view });
    lookLater();
    const becameReady = view.state === 'ready' && !ready;
    ready = view.state === 'ready';
    if (becameReady) void catchUp().then(onReady);
  });
  return {
    retry: async () => {
      const wasReady = ready;
      const state = await ports.secrets.probe();
      if (state === 'ready' && wasReady) await catchUp();
    },
  };
}
