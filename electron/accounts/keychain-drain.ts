/** Carries token sets from memory and journal to the keychain: the newest of an account only, one account at a time. */
import type { KeychainFailure } from '../ports.ts';
import type { DrainDeps } from './drain-deps.ts';
import {
  compareWithKeychain,
  type DrainSetDeps,
  drainSet,
  isNewest,
  textOf,
  type WaitingSet,
} from './drain-set.ts';
import type { SealedJournal } from './sealed-journal.ts';
import type { StoredGrant } from './stored-grant.ts';

type DrainOrigin = 'saved' | 'replayed';

export type KeychainDrain = {
  /** The newest set of an account that is not proven to be in the keychain. */
  readonly newestOf: (accountId: string) => StoredGrant | undefined;
  /** The set to use: what waits or, where the keychain has a higher generation, that; null when nothing waits. */
  readonly settleReplayed: (accountId: string) => Promise<StoredGrant | KeychainFailure | null>;
  /** Takes a set over from the journal; a higher generation that waits already stays. */
  readonly takeReplayed: (accountId: string, grant: StoredGrant) => void;
  /** Makes a set durable; true when it is, false when it is in memory only and will be tried again. */
  readonly keep: (accountId: string, grant: StoredGrant) => Promise<boolean>;
  /** Forgets what waits, here in memory. */
  readonly discard: (accountId: string) => void;
  /** Tries everything that waits now; resolves when each was tried. Never rejects. */
  readonly run: () => Promise<void>;
  readonly unsavedCount: () => number;
};

type Context = DrainSetDeps & { last: Promise<void> };

const longestRetryMs = 60_000;
/** A refresh saves twice, the refresh token first: the second set of tokens nearly always follows within this time. */
const coalesceMs = 40;

function take(context: Context, accountId: string, grant: StoredGrant, origin: DrainOrigin) {
  context.waiting.get(accountId)?.cancel();
  const taken: WaitingSet = {
    accountId,
    grant,
    journaled: origin === 'replayed',
    compared: origin === 'saved',
    inKeychain: false,
    attempts: 0,
    cancel: () => undefined,
  };
  context.waiting.set(accountId, taken);
  return taken;
}

function tryLater(context: Context, it: WaitingSet): void {
  const delayMs = Math.min(longestRetryMs, 1000 * 2 ** it.attempts);
  it.attempts += 1;
  it.cancel = context.clock.after(delayMs, () => void tryNow(context, it.accountId));
}

/** Background work goes one set after the other, so that what a person asks for waits for one write at most. */
function tryNow(
  context: Context,
  accountId: string,
  start: 'by_timer' | 'by_event' = 'by_timer',
): Promise<void> {
  const turn = context.last.then(async () => {
    const it = context.waiting.get(accountId);
    if (it === undefined) return;
    // A locked keychain may ask a person for its password at each call: a timer never does that to them (K-12).
    const quiet = start === 'by_timer' && context.secrets.view().state === 'locked';
    await persist(context, it, { inBackground: true, quiet });
    if (context.waiting.size === 0) await context.journal.renewKey();
  });
  context.last = turn.catch(() => context.logger.error('token_store.drain', { accountId }));
  return context.last;
}

/** Journal first; where it takes nothing, the keychain itself. */
async function persist(
  context: Context,
  it: WaitingSet,
  { inBackground, quiet = false }: { readonly inBackground: boolean; readonly quiet?: boolean },
): Promise<boolean> {
  it.cancel();
  const { accountId, grant } = it;
  if (!it.journaled && !it.inKeychain) {
    const text = textOf(context, it);
    it.journaled = await context.journal.append(accountId, grant.generation, text);
    if (it.journaled && isNewest(context, it)) context.onSaved(accountId, true);
  }
  if (quiet) {
    if (isNewest(context, it)) tryLater(context, it);
    return it.journaled;
  }
  if (inBackground || !it.journaled) return drainSet(context, it);
  if (isNewest(context, it)) {
    it.cancel = context.clock.after(coalesceMs, () => void tryNow(context, accountId));
  }
  return true;
}

export function createKeychainDrain(deps: DrainDeps, journal: SealedJournal): KeychainDrain {
  const waiting = new Map<string, WaitingSet>();
  const context: Context = {
    ...deps,
    journal,
    waiting,
    last: Promise.resolve(),
    tryLater: (it) => tryLater(context, it),
  };
  return {
    newestOf: (accountId) => waiting.get(accountId)?.grant,
    async settleReplayed(accountId) {
      const it = waiting.get(accountId);
      if (it === undefined) return null;
      if (it.compared) return it.grant;
      const compared = await compareWithKeychain(context, it);
      return compared === 'newer' ? it.grant : compared;
    },
    takeReplayed(accountId, grant) {
      if ((waiting.get(accountId)?.grant.generation ?? -1) >= grant.generation) return;
      const it = take(context, accountId, grant, 'replayed');
      it.cancel = deps.clock.after(coalesceMs, () => void tryNow(context, accountId));
    },
    keep: (accountId, grant) =>
      persist(context, take(context, accountId, grant, 'saved'), { inBackground: false }),
    discard(accountId) {
      waiting.get(accountId)?.cancel();
      waiting.delete(accountId);
    },
    async run() {
      await Promise.all(
        [...waiting.keys()].map((accountId) => tryNow(context, accountId, 'by_event')),
      );
      if (waiting.size === 0) await journal.renewKey();
    },
    unsavedCount: () =>
      [...waiting.values()].filter((it) => !it.journaled && !it.inKeychain).length,
  };
}
