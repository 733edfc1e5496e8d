/**
 * The one place tokens are kept: `save` resolves when the set is durable, and a set the keychain refuses stays in
 * memory and is tried again. This is the seam behind which a journal can make durability faster.
 */
import type { ErrorCode } from '../../shared/errors.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { Cancel, Clock, KeychainFailure, Logger, SecretStore } from '../ports.ts';
import { decodeGrant, emptyGrant, encodeGrant, type StoredGrant } from './stored-grant.ts';

export type TokenStore = {
  /** Throws AppError `keychain_*`, `secret_missing`, `secret_corrupt` or `secret_foreign`. */
  readonly read: (accountId: string) => Promise<StoredGrant>;
  /**
   * Keeps `grant` under the next generation. `durable`: in the keychain and read back; `unsaved`: only in memory,
   * tried again after 1, 2, 4 ... 60 s and on `retry`.
   */
  readonly save: (accountId: string, grant: Omit<StoredGrant, 'generation'>) => Promise<Saved>;
  /** True when the account's item is proven absent. Drops what is in memory either way. */
  readonly erase: (accountId: string) => Promise<boolean>;
  /** Tries every unsaved set again now; resolves when each was tried. */
  readonly retry: () => Promise<void>;
  readonly unsavedCount: () => number;
};

export type Saved = { readonly durability: 'durable' | 'unsaved'; readonly generation: number };

type TokenStoreDeps = {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly installationId: string;
  /** The generation that the account's metadata knows, so that a new one is always higher. */
  readonly knownGeneration: (accountId: string) => number;
  readonly onSaved: (accountId: string, saved: boolean) => void;
  /** Why an account's item cannot be used, or null once it can. */
  readonly onLost: (accountId: string, code: LossCode | null) => void;
};

type Unsaved = { readonly grant: StoredGrant; readonly attempts: number; readonly cancel: Cancel };

const failureCodes: Readonly<Record<KeychainFailure, ErrorCode>> = {
  locked: 'keychain_locked',
  unavailable: 'keychain_unavailable',
  timed_out: 'keychain_timed_out',
  denied: 'keychain_denied',
};
const longestRetryMs = 60_000;

/** What the keychain says when it answers and there is no item of ours to use. */
const losses = ['secret_missing', 'secret_corrupt', 'secret_foreign'] as const;
export type LossCode = (typeof losses)[number];

/** True where only a new sign-in brings tokens back, false where the keychain may still hold them. */
export function isLoss(code: ErrorCode): code is LossCode {
  return losses.some((it) => it === code);
}

export function createTokenStore(deps: TokenStoreDeps): TokenStore {
  const unsaved = new Map<string, Unsaved>();
  const generations = new Map<string, number>();
  const owner = (accountId: string) => ({ accountId, installationId: deps.installationId });

  const nextGeneration = (accountId: string): number => {
    const known = Math.max(generations.get(accountId) ?? 0, deps.knownGeneration(accountId));
    generations.set(accountId, known + 1);
    return known + 1;
  };

  const keepForLater = (accountId: string, grant: StoredGrant, attempts: number): void => {
    const delayMs = Math.min(longestRetryMs, 1000 * 2 ** attempts);
    const cancel = deps.clock.after(delayMs, () => void attempt(accountId));
    unsaved.set(accountId, { grant, attempts, cancel });
    deps.onSaved(accountId, false);
  };

  const write = async (
    accountId: string,
    grant: StoredGrant,
    attempts: number,
  ): Promise<boolean> => {
    unsaved.get(accountId)?.cancel();
    unsaved.set(accountId, { grant, attempts, cancel: () => undefined });
    const { kind } = await deps.secrets.put(accountId, encodeGrant(grant, owner(accountId)));
    const newest = unsaved.get(accountId);
    if (newest?.grant !== grant) return kind === 'ok';
    if (kind === 'ok') {
      unsaved.delete(accountId);
      deps.onSaved(accountId, true);
      deps.onLost(accountId, null);
      return true;
    }
    deps.logger.error('token_store.unsaved', { accountId, kind, attempts });
    keepForLater(accountId, grant, attempts);
    return false;
  };

  const attempt = async (accountId: string): Promise<void> => {
    const entry = unsaved.get(accountId);
    if (entry !== undefined) await write(accountId, entry.grant, entry.attempts + 1);
  };

  const readItem = async (accountId: string): Promise<StoredGrant> => {
    const found = await deps.secrets.get(accountId);
    if (found.kind === 'absent') {
      if (deps.knownGeneration(accountId) === 0) return emptyGrant;
      throw new AppError('secret_missing');
    }
    if (found.kind === 'corrupt') throw new AppError('secret_corrupt');
    if (found.kind !== 'ok') throw new AppError(failureCodes[found.kind]);
    const grant = decodeGrant(found.value, owner(accountId));
    if (grant === 'corrupt') throw new AppError('secret_corrupt');
    if (grant === 'foreign') throw new AppError('secret_foreign');
    return grant;
  };

  const read = async (accountId: string): Promise<StoredGrant> => {
    const inMemory = unsaved.get(accountId);
    if (inMemory !== undefined) return inMemory.grant;
    try {
      const grant = await readItem(accountId);
      deps.onLost(accountId, null);
      return grant;
    } catch (thrown) {
      const { code } = asAppError(thrown);
      if (isLoss(code)) deps.onLost(accountId, code);
      throw thrown;
    }
  };

  return {
    read,
    save: async (accountId, grant) => {
      const generation = nextGeneration(accountId);
      const durable = await write(accountId, { ...grant, generation }, 0);
      return { durability: durable ? 'durable' : 'unsaved', generation };
    },
    erase: async (accountId) => {
      unsaved.get(accountId)?.cancel();
      unsaved.delete(accountId);
      const { kind } = await deps.secrets.remove(accountId);
      return kind === 'ok';
    },
    retry: async () => {
      await Promise.all([...unsaved.keys()].map(attempt));
    },
    unsavedCount: () => unsaved.size,
  };
}
