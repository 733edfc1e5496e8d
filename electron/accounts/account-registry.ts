/** Every account in memory: its stored record, what is running on it, and its projection into the snapshot. */
import type { AccountView, Operation } from '../../shared/account-view.ts';
import type { AccountRecord, AccountsFile } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { AccountStore, Clock } from '../ports.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import {
  type AccountRuntime,
  idleRuntime,
  type Schedule,
  sameSchedule,
  viewOfAccount,
} from './account-view.ts';
import type { LossCode } from './token-store.ts';

export type AccountRegistry = {
  /** Throws AppError `account_not_found`. */
  readonly get: (accountId: string) => AccountRecord;
  readonly find: (accountId: string) => AccountRecord | undefined;
  readonly all: () => readonly AccountRecord[];
  readonly put: (record: AccountRecord) => void;
  /** Merges `change` into the record; throws AppError `account_not_found`. */
  readonly patch: (accountId: string, change: Partial<AccountRecord>) => AccountRecord;
  /** Merges one change into each, all at once: one after the other, thousands would stop the app for seconds. */
  readonly patchAll: (changes: ReadonlyMap<string, Partial<AccountRecord>>) => void;
  /** As `patch`, but the window learns of it only by `publish`: for facts that must be durable before they are shown. */
  readonly patchQuietly: (accountId: string, change: Partial<AccountRecord>) => AccountRecord;
  readonly publish: (accountId: string) => void;
  /** Takes the account from the list and leaves a tombstone for its keychain item. */
  readonly delete: (accountId: string) => void;
  readonly tombstones: () => readonly string[];
  readonly buried: (accountId: string) => void;
  readonly setOperation: (accountId: string, operation: Operation) => void;
  readonly operation: (accountId: string) => Operation;
  /** The accounts that a revocation of many has yet to end: shown as being revoked, whatever else runs on them. */
  readonly setInRun: (accountIds: ReadonlySet<string>) => void;
  readonly setSaved: (accountId: string, saved: boolean) => void;
  /** When the account is refreshed by itself; changes of less than a second are not worth a message. */
  readonly setSchedule: (accountId: string, schedule: Schedule) => void;
  /** Calls back after anything about any account has changed, but for its schedule. */
  readonly onChange: (listener: () => void) => void;
  /** Shows the account as needing a sign-in while its keychain item is proven gone or unusable. */
  readonly setLost: (accountId: string, code: LossCode | null) => void;
  /** Resolves when everything so far is on disk. Throws AppError `disk_unwritable`. */
  readonly flush: () => Promise<void>;
};

type RegistryDeps = {
  readonly store: AccountStore;
  readonly snapshot: Snapshot;
  readonly clock: Clock;
};

/** Loads every record into the snapshot; touches no keychain. */
export function createAccountRegistry({ store, snapshot, clock }: RegistryDeps): AccountRegistry {
  const runtimes = new Map<string, AccountRuntime>();
  const listeners: (() => void)[] = [];
  const tellChange = (): void => {
    for (const listener of listeners) listener();
  };

  const find = (accountId: string): AccountRecord | undefined => store.read().accounts[accountId];
  const get = (accountId: string): AccountRecord => {
    const record = find(accountId);
    if (record === undefined) throw new AppError('account_not_found');
    return record;
  };
  const view = (record: AccountRecord): AccountView => {
    const runtime = runtimes.get(record.accountId) ?? idleRuntime;
    const anchored = anchor(runtime, record, clock);
    runtimes.set(record.accountId, anchored);
    return viewOfAccount(record, anchored);
  };
  const isInRun = (accountId: string): boolean => runtimes.get(accountId)?.inRun ?? false;
  const publish = (record: AccountRecord): void =>
    snapshot.update({ upsertedAccounts: [view(record)] });
  const keep = (record: AccountRecord): void => {
    const file = store.read();
    store.write({ ...file, accounts: { ...file.accounts, [record.accountId]: record } });
    tellChange();
  };
  const patchAll = (changes: ReadonlyMap<string, Partial<AccountRecord>>): void => {
    if (changes.size === 0) return;
    const file = store.read();
    const accounts = { ...file.accounts };
    const changed = [...changes].map(([accountId, change]) => ({ ...get(accountId), ...change }));
    for (const record of changed) accounts[record.accountId] = record;
    store.write({ ...file, accounts });
    tellChange();
    snapshot.update({ upsertedAccounts: changed.map(view) });
  };
  const patchQuietly = (accountId: string, change: Partial<AccountRecord>): AccountRecord => {
    const next = { ...get(accountId), ...change };
    keep(next);
    return next;
  };
  const setRuntime = (accountId: string, change: Partial<AccountRuntime>): void => {
    runtimes.set(accountId, { ...(runtimes.get(accountId) ?? idleRuntime), ...change });
    const record = find(accountId);
    if (record !== undefined) publish(record);
    tellChange();
  };

  snapshot.update({ upsertedAccounts: Object.values(store.read().accounts).map(view) });
  return {
    get,
    find,
    all: () => Object.values(store.read().accounts),
    put: (record) => {
      keep(record);
      publish(record);
    },
    patch: (accountId, change) => {
      const next = patchQuietly(accountId, change);
      publish(next);
      return next;
    },
    patchAll,
    patchQuietly,
    publish: (accountId) => publish(get(accountId)),
    delete: (accountId) => {
      store.write(withoutAccount(store.read(), accountId));
      runtimes.delete(accountId);
      snapshot.update({ removedAccountIds: [accountId] });
      tellChange();
    },
    tombstones: () => store.read().tombstones,
    buried: (accountId) => {
      const file = store.read();
      store.write({ ...file, tombstones: file.tombstones.filter((id) => id !== accountId) });
    },
    setOperation: (accountId, operation) => setRuntime(accountId, { operation }),
    operation: (accountId) => runtimes.get(accountId)?.operation ?? 'idle',
    setInRun: (accountIds) => {
      const records = Object.values(store.read().accounts).filter(
        ({ accountId }) => isInRun(accountId) !== accountIds.has(accountId),
      );
      if (records.length === 0) return;
      for (const { accountId } of records) {
        const runtime = runtimes.get(accountId) ?? idleRuntime;
        runtimes.set(accountId, { ...runtime, inRun: accountIds.has(accountId) });
      }
      snapshot.update({ upsertedAccounts: records.map(view) });
      tellChange();
    },
    setSaved: (accountId, saved) => setRuntime(accountId, { saved }),
    setSchedule: (accountId, schedule) => {
      const runtime = runtimes.get(accountId) ?? idleRuntime;
      if (sameSchedule(runtime, schedule)) return;
      runtimes.set(accountId, { ...runtime, ...schedule });
      publish(get(accountId));
    },
    onChange: (listener) => void listeners.push(listener),
    setLost: (accountId, code) => {
      if ((runtimes.get(accountId)?.lost?.code ?? null) === code) return;
      setRuntime(accountId, { lost: code && { at: clock.now().wall, code } });
    },
    flush: () => store.flush(),
  };
}

function withoutAccount(file: AccountsFile, accountId: string): AccountsFile {
  const { [accountId]: _gone, ...accounts } = file.accounts;
  return { ...file, accounts, tombstones: [...new Set([...file.tombstones, accountId])] };
}

/** Ties the wall clock's times to the monotonic clock the first time they are seen in this process. */
function anchor(runtime: AccountRuntime, { tokens }: AccountRecord, clock: Clock): AccountRuntime {
  const { issuedAt, expiresAt } = tokens ?? { issuedAt: 0, expiresAt: null };
  const known = runtime.anchor;
  if (known?.expiresAt === expiresAt && known.issuedAt === issuedAt) return runtime;
  return { ...runtime, anchor: { issuedAt, expiresAt, seenAt: clock.now() } };
}
