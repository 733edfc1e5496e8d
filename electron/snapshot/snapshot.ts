/** The one owner of what the window sees: changed through `update`, read whole as JSON, watched as patches. */
import type { AccountView } from '../../shared/account-view.ts';
import type { AppSnapshot, SnapshotPatch } from '../../shared/snapshot.ts';
import type { Cancel, Clock } from '../ports.ts';

type Sections = Omit<AppSnapshot, 'revision' | 'monotonicNow' | 'accounts'>;

/** What one `update` may change; absent fields stay as they are. */
export type SnapshotChange = Partial<Sections> & {
  readonly upsertedAccounts?: readonly AccountView[];
  readonly removedAccountIds?: readonly string[];
};

export type Snapshot = {
  readonly update: (change: SnapshotChange) => void;
  /** The whole state as one JSON string: five times cheaper across the bridge than objects. */
  readonly toJson: () => string;
  readonly sections: () => Sections;
  readonly accounts: () => IterableIterator<AccountView>;
  readonly account: (accountId: string) => AccountView | undefined;
  /** Calls back with at most one patch a frame. */
  readonly subscribe: (listener: (patch: SnapshotPatch) => void) => Cancel;
};

const frameMs = 16;

type Pending = {
  upserted: Map<string, AccountView>;
  removed: Set<string>;
  sections: Partial<Sections>;
};
const nothingPending = (): Pending => ({ upserted: new Map(), removed: new Set(), sections: {} });

/** Starts from `initial`, with no accounts. */
export function createSnapshot(clock: Clock, initial: Sections): Snapshot {
  const accounts = new Map<string, AccountView>();
  const listeners = new Set<(patch: SnapshotPatch) => void>();
  let sections = initial;
  let revision = 0;
  let pending = nothingPending();
  let scheduled = false;

  const publish = (): void => {
    scheduled = false;
    const patch = patchOf(pending, { revision, monotonicNow: clock.now().monotonic });
    pending = nothingPending();
    for (const listener of listeners) listener(patch);
  };

  return {
    update: (change) => {
      const { upsertedAccounts = [], removedAccountIds = [], ...changedSections } = change;
      revision += 1;
      sections = { ...sections, ...changedSections };
      pending.sections = { ...pending.sections, ...changedSections };
      for (const view of upsertedAccounts) {
        accounts.set(view.accountId, view);
        pending.upserted.set(view.accountId, view);
        pending.removed.delete(view.accountId);
      }
      for (const id of removedAccountIds) {
        accounts.delete(id);
        pending.upserted.delete(id);
        pending.removed.add(id);
      }
      if (!scheduled) {
        scheduled = true;
        clock.after(frameMs, publish);
      }
    },
    toJson: () =>
      JSON.stringify({
        revision,
        monotonicNow: clock.now().monotonic,
        accounts: [...accounts.values()],
        ...sections,
      } satisfies AppSnapshot),
    sections: () => sections,
    accounts: () => accounts.values(),
    account: (accountId) => accounts.get(accountId),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function patchOf(
  { upserted, removed, sections }: Pending,
  head: Pick<SnapshotPatch, 'revision' | 'monotonicNow'>,
): SnapshotPatch {
  return {
    ...head,
    ...sections,
    ...(upserted.size > 0 ? { upsertedAccounts: [...upserted.values()] } : {}),
    ...(removed.size > 0 ? { removedAccountIds: [...removed] } : {}),
  };
}
