/** Keeps the keychain's copy of the list current, in the background, and has it read where the list needs it (D-01). */
import type { Clock } from '../ports.ts';
import { writeIndexText } from './account-index.ts';
import { putIndex } from './keychain-index.ts';
import { type RebuildDeps, rebuildAccounts } from './rebuild-accounts.ts';

/** Several accounts are often added or removed one after the other. */
const settleMs = 2_000;
const retryMs = 60_000;

export type IndexKeeper = {
  /** Restores what the list lacks, if it may lack anything. Never rejects. */
  readonly rebuild: () => Promise<void>;
  /** Looks soon whether the copy has to be written anew. */
  readonly wake: () => void;
};

type KeeperDeps = RebuildDeps & {
  readonly clock: Clock;
  /** False while nothing can be noted on the disk, or the list is of a newer version. */
  readonly mayWrite: () => boolean;
};

/** A timer never asks a locked keychain (K-12), and what was never read is never overwritten. */
function isReady({ secrets, sentinelWritten, mayWrite }: KeeperDeps): boolean {
  return secrets.view().state === 'ready' && sentinelWritten() && mayWrite();
}

async function writeIndex(deps: KeeperDeps): ReturnType<typeof putIndex> {
  const { registry, secrets, logger } = deps;
  const next = writeIndexText(deps.installationId(), registry.all());
  const { written } = deps.indexState();
  if (written === next.digest) return 'ok';
  const outcome = await putIndex(secrets, next, written);
  if (outcome === 'ok') deps.setIndexState({ written: next.digest, wanted: false, adopt: false });
  else if (outcome === 'failed') logger.error('index.not_written');
  return outcome;
}

/** Looks after every change of an account. */
export function createIndexKeeper(deps: KeeperDeps): IndexKeeper {
  const { clock, logger } = deps;
  let waits = false;
  let last: Promise<void> = Promise.resolve();

  const inTurn = (run: () => Promise<void>): Promise<void> => {
    last = last.then(run).catch(() => logger.error('index.keeper'));
    return last;
  };
  const lookAfter = (delayMs: number): void => {
    if (waits) return;
    waits = true;
    clock.after(delayMs, () => {
      waits = false;
      void inTurn(look);
    });
  };
  const look = async (): Promise<void> => {
    if (!isReady(deps)) return;
    await rebuildAccounts(deps);
    if (deps.indexState().wanted) return;
    const outcome = await writeIndex(deps);
    // An older list came back, as from a backup: what only the newer one had is taken from there.
    if (outcome === 'unknown') deps.setIndexState({ written: null, wanted: true, adopt: false });
    if (outcome !== 'ok') lookAfter(outcome === 'unknown' ? 0 : retryMs);
  };
  const wake = (): void => {
    if (isReady(deps)) lookAfter(settleMs);
  };

  deps.registry.onChange(wake);
  return { rebuild: () => inTurn(() => rebuildAccounts(deps)), wake };
}
