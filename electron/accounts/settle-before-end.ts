/** What the app does with its tokens before it ends: takes a lent one back and writes what is not yet on disk, within limits. */
import { asAppError } from '../app-error.ts';
import type { AppPorts } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import type { AuditHeadKeeper } from './audit-head.ts';
import type { RevocationRuns } from './revocation-runs.ts';

/** How long quitting waits for the keychain to take over what is already durable. */
const longestQuitMs = 2_000;

/** What is in the journal may wait for the next start; what is only in memory may not. */
async function settleTokens({ tokenStore, clock }: AccountDeps, hurry: boolean): Promise<void> {
  const tried = tokenStore.retry();
  if (tokenStore.unsavedCount() > 0 && !hurry) return tried;
  await new Promise<void>((resolve) => {
    const giveUp = clock.after(longestQuitMs, resolve);
    void tried.then(() => {
      giveUp();
      resolve();
    });
  });
}

/** The head of the log may wait for the next start; a stuck keychain must not hold up the end. */
async function followHead({
  clock,
  auditHead,
}: AccountDeps & { readonly auditHead: AuditHeadKeeper }): Promise<void> {
  await new Promise<void>((resolve) => {
    const giveUp = clock.after(longestQuitMs, resolve);
    void auditHead.follow().then(() => {
      giveUp();
      resolve();
    });
  });
}

/** `loseUnsaved`: nothing waits for sets that cannot be saved. Never throws for what cannot be written. */
export async function settleBeforeEnd(
  ports: AppPorts,
  deps: AccountDeps & { readonly auditHead: AuditHeadKeeper; readonly runs: RevocationRuns },
  loseUnsaved: boolean,
): Promise<void> {
  await deps.clipboard.recall();
  await Promise.all([settleTokens(deps, loseUnsaved), followHead(deps), deps.runs.settled()]);
  try {
    await ports.accounts.flush();
  } catch (thrown) {
    deps.logger.error('stop.flush', { code: asAppError(thrown).code });
  }
}
