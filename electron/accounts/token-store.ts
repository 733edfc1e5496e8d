/**
 * The one place tokens are kept: `save` resolves when the set is durable, which is when it is in the journal (or, where
 * that takes nothing, in the keychain and read back). The keychain is the home of every set and follows in the background.
 */
import type { ErrorCode } from '../../shared/errors.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { KeychainFailure, TokenJournal } from '../ports.ts';
import type { DrainDeps } from './drain-deps.ts';
import { createKeychainDrain } from './keychain-drain.ts';
import type { JournalState } from './open-journal.ts';
import { createSealedJournal } from './sealed-journal.ts';
import { decodeGrant, emptyGrant, type StoredGrant } from './stored-grant.ts';

export type TokenStore = {
  /** Throws AppError `keychain_*`, `secret_missing`, `secret_corrupt`, `secret_foreign` or `secret_outdated`. */
  readonly read: (accountId: string) => Promise<StoredGrant>;
  /** The same, and an earlier state too: it may be told to end, and its client secret asked for, and nothing else. */
  readonly readHeld: (accountId: string) => Promise<StoredGrant>;
  /**
   * Keeps `grant` under the next generation. `durable`: in the journal and synced, or in the keychain and read back;
   * `unsaved`: only in memory, tried again after 1, 2, 4 ... 60 s and on `retry`.
   */
  readonly save: (accountId: string, grant: Omit<StoredGrant, 'generation'>) => Promise<Saved>;
  /** Null when the account's item is proven absent and its journal is gone, else why not. Drops what is in memory either way. */
  readonly erase: (accountId: string) => Promise<ErrorCode | null>;
  /** After tokens ended: takes what no longer counts out of the journal, and its key is replaced soon. */
  readonly retireJournal: () => Promise<void>;
  /** Opens the journal and takes over what a crash left in it; touches one keychain item. Never throws. */
  readonly replay: () => Promise<void>;
  /** Tries every set that is not yet in the keychain again now; resolves when each was tried. */
  readonly retry: () => Promise<void>;
  /** How many sets are nowhere but in memory. */
  readonly unsavedCount: () => number;
};

export type Saved = {
  readonly durability: 'durable' | 'unsaved';
  readonly generation: number;
  /** What the metadata may say: never ahead of every store, or a crash would make the item there look outdated. */
  readonly known: number;
};

export type TokenStoreDeps = DrainDeps & {
  readonly journal: TokenJournal;
  /** True for an account whose item waits to be erased. */
  readonly isRemoved: (accountId: string) => boolean;
  /** False where an earlier state of the item does as well, because nothing in it is used up. */
  readonly needsNewest: (accountId: string) => boolean;
  /** Why an account's item cannot be used, or null once it can. */
  readonly onLost: (accountId: string, code: LossCode | null) => void;
};

const failureCodes: Readonly<Record<KeychainFailure, ErrorCode>> = {
  locked: 'keychain_locked',
  unavailable: 'keychain_unavailable',
  timed_out: 'keychain_timed_out',
  denied: 'keychain_denied',
};

/** What the keychain says when it answers and there is no item of ours to use. */
const losses = ['secret_missing', 'secret_corrupt', 'secret_foreign', 'secret_outdated'] as const;
export type LossCode = (typeof losses)[number];

/** True where only a new sign-in brings tokens back, false where the keychain may still hold them. */
export function isLoss(code: ErrorCode): code is LossCode {
  return losses.some((it) => it === code);
}

export function createTokenStore(deps: TokenStoreDeps): TokenStore {
  const { secrets, generations, installationId } = deps;
  const issued = new Map<string, number>();
  const journal = createSealedJournal({
    ...deps,
    onReplayed: (accountId, text) => {
      const grant = decodeGrant(text, { accountId, installationId: installationId() });
      if (typeof grant === 'object' && !deps.isRemoved(accountId)) {
        drain.takeReplayed(accountId, grant);
      }
    },
  });
  const drain = createKeychainDrain(deps, journal);

  const see = (accountId: string, generation: number): void => {
    issued.set(accountId, Math.max(issued.get(accountId) ?? 0, generation));
  };
  const nextGeneration = async (accountId: string): Promise<number> => {
    see(accountId, Math.max(await journal.generationOf(accountId), generations.known(accountId)));
    const next = (issued.get(accountId) ?? 0) + 1;
    issued.set(accountId, next);
    return next;
  };

  const readKeychain = async (accountId: string): Promise<StoredGrant> => {
    const found = await secrets.get(accountId);
    if (found.kind === 'absent') {
      if (generations.known(accountId) === 0) return emptyGrant;
      throw new AppError('secret_missing');
    }
    if (found.kind === 'corrupt') throw new AppError('secret_corrupt');
    if (found.kind !== 'ok') throw new AppError(failureCodes[found.kind]);
    const grant = decodeGrant(found.value, { accountId, installationId: installationId() });
    if (grant === 'corrupt') throw new AppError('secret_corrupt');
    if (grant === 'foreign') throw new AppError('secret_foreign');
    return grant;
  };

  /** An older set must not be used while a newer one lies in the journal and cannot be opened. */
  const readBesideSealed = async (accountId: string, state: JournalState): Promise<StoredGrant> => {
    const grant = await readKeychain(accountId);
    const sealed = await journal.generationOf(accountId);
    if (grant.generation >= sealed) return grant;
    if (state === 'ok' || state === 'fault') throw new AppError('secret_corrupt');
    throw new AppError(state === 'unusable' ? 'secret_corrupt' : failureCodes[state]);
  };

  const readNewest = async (accountId: string): Promise<StoredGrant> => {
    const inMemory = drain.newestOf(accountId);
    const sealed = inMemory === undefined && (await journal.generationOf(accountId)) > 0;
    const state = sealed ? await journal.open() : 'ok';
    const settled = await drain.settleReplayed(accountId);
    if (typeof settled === 'string') throw new AppError(failureCodes[settled]);
    return settled ?? (sealed ? readBesideSealed(accountId, state) : readKeychain(accountId));
  };

  const tellLoss = (accountId: string, thrown: unknown): void => {
    const { code } = asAppError(thrown);
    if (isLoss(code)) deps.onLost(accountId, code);
  };

  const readHeld = async (
    accountId: string,
  ): Promise<{ grant: StoredGrant; isEarlier: boolean }> => {
    // Before the item, which a save meanwhile may put behind what is known then.
    const expected = generations.known(accountId);
    const grant = await readNewest(accountId);
    see(accountId, grant.generation);
    return { grant, isEarlier: grant.generation < expected && deps.needsNewest(accountId) };
  };

  const read = async (accountId: string): Promise<StoredGrant> => {
    try {
      const { grant, isEarlier } = await readHeld(accountId);
      if (isEarlier) throw new AppError('secret_outdated');
      deps.onLost(accountId, null);
      return grant;
    } catch (thrown) {
      tellLoss(accountId, thrown);
      throw thrown;
    }
  };

  return {
    read,
    readHeld: async (accountId) => {
      try {
        const { grant, isEarlier } = await readHeld(accountId);
        deps.onLost(accountId, isEarlier ? 'secret_outdated' : null);
        return grant;
      } catch (thrown) {
        tellLoss(accountId, thrown);
        throw thrown;
      }
    },
    save: async (accountId, grant) => {
      const generation = await nextGeneration(accountId);
      const durable = await drain.keep(accountId, { ...grant, generation });
      if (durable) deps.onLost(accountId, null);
      const before = generations.known(accountId);
      return {
        durability: durable ? 'durable' : 'unsaved',
        generation,
        known: durable || before === 0 ? generation : before,
      };
    },
    erase: async (accountId) => {
      drain.discard(accountId);
      const { kind } = await secrets.remove(accountId);
      const forgotten = await journal.retire(accountId);
      void drain.run();
      if (kind !== 'ok') return failureCodes[kind];
      return forgotten ? null : 'disk_unwritable';
    },
    retireJournal: async () => {
      await journal.retire(null);
      void drain.run();
    },
    replay: async () => void (await journal.openAfresh()),
    retry: drain.run,
    unsavedCount: drain.unsavedCount,
  };
}
