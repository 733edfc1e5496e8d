/** The window's copy of main's state: one snapshot, then patches; a listener hears only of what it asked for. */
import type { AccountView } from '../shared/account-view.ts';
import type { AppSnapshot, SnapshotPatch } from '../shared/snapshot.ts';
import type { Client } from './bridge.ts';
import type { WindowClock } from './clock.ts';
import { createListeners } from './listeners.ts';

/** Everything of the snapshot but the accounts. */
export type AppState = Pick<
  AppSnapshot,
  'flows' | 'settings' | 'language' | 'keychain' | 'network' | 'notices' | 'run' | 'authorities'
>;
/** What a list needs to know of an account to put it in its place. */
export type Member = { readonly accountId: string; readonly label: string };

export type SnapshotStore = {
  /** Subscribes, then asks for the whole; returns the function that ends the subscription. */
  readonly start: () => () => void;
  /** Asks for the whole again, after a first answer that failed. */
  readonly reload: () => Promise<void>;
  readonly phase: () => 'loading' | 'ready' | 'failed';
  /** Null until the snapshot is here; the same object until one of its fields changes. */
  readonly app: () => AppState | null;
  readonly account: (accountId: string) => AccountView | undefined;
  /** All accounts; the same array until one of them changes. */
  readonly accounts: () => readonly AccountView[];
  /** Ids and labels; the same array until membership, order or a label changes. */
  readonly members: () => readonly Member[];
  readonly onApp: (listener: () => void) => () => void;
  readonly onAccounts: (listener: () => void) => () => void;
  readonly onAccount: (accountId: string, listener: () => void) => () => void;
};

type Held = {
  phase: 'loading' | 'ready' | 'failed';
  revision: number;
  app: AppState | null;
  byId: Map<string, AccountView>;
  accounts: readonly AccountView[];
  members: readonly Member[];
  /** Patches that came before the snapshot they belong to. */
  early: SnapshotPatch[];
};

/** Makes an empty store; nothing happens before `start`. */
export function createSnapshotStore(client: Client, clock: WindowClock): SnapshotStore {
  const listeners = createListeners();
  const held: Held = {
    phase: 'loading',
    revision: -1,
    app: null,
    byId: new Map(),
    accounts: [],
    members: [],
    early: [],
  };

  function takePatch(patch: SnapshotPatch): void {
    if (held.phase !== 'ready') held.early.push(patch);
    else if (patch.revision > held.revision) {
      clock.align(patch.monotonicNow);
      announce(applyPatch(held, patch));
    }
  }
  function announce(changed: Changed): void {
    if (changed.app) listeners.call('app');
    if (changed.accountIds.length > 0) listeners.call('accounts');
    for (const accountId of changed.accountIds) listeners.call(accountKey(accountId));
  }
  async function reload(): Promise<void> {
    held.phase = 'loading';
    listeners.call('app');
    const answer = await client.request('snapshot.read', {});
    if (answer.ok) {
      const snapshot: AppSnapshot = JSON.parse(answer.value.json);
      clock.align(snapshot.monotonicNow);
      announce(takeSnapshot(held, snapshot));
    } else {
      held.phase = 'failed';
      listeners.call('app');
    }
    const early = held.early.splice(0);
    if (answer.ok) for (const patch of early) takePatch(patch);
  }

  return {
    start: () => {
      const stop = client.on('snapshot.patched', takePatch);
      void reload();
      return stop;
    },
    reload,
    phase: () => held.phase,
    app: () => held.app,
    account: (accountId) => held.byId.get(accountId),
    accounts: () => held.accounts,
    members: () => held.members,
    onApp: (listener) => listeners.add('app', listener),
    onAccounts: (listener) => listeners.add('accounts', listener),
    onAccount: (accountId, listener) => listeners.add(accountKey(accountId), listener),
  };
}

const accountKey = (accountId: string): string => `account:${accountId}`;

type Changed = { readonly app: boolean; readonly accountIds: readonly string[] };

function takeSnapshot(held: Held, snapshot: AppSnapshot): Changed {
  const { accounts, revision, monotonicNow: _aligned, ...app } = snapshot;
  const before = [...held.byId.keys()];
  held.phase = 'ready';
  held.revision = revision;
  held.app = app;
  held.byId = new Map(accounts.map((account) => [account.accountId, account]));
  held.accounts = accounts;
  held.members = accounts.map(memberOf);
  return { app: true, accountIds: [...new Set([...before, ...held.byId.keys()])] };
}

function applyPatch(held: Held, patch: SnapshotPatch): Changed {
  const { revision, monotonicNow: _aligned, upsertedAccounts, removedAccountIds, ...app } = patch;
  held.revision = revision;
  if (held.app !== null && Object.keys(app).length > 0) held.app = { ...held.app, ...app };
  const upserted = upsertedAccounts ?? [];
  const removed = removedAccountIds ?? [];
  if (upserted.length + removed.length > 0) applyAccounts(held, upserted, removed);
  return {
    app: Object.keys(app).length > 0,
    accountIds: [...upserted.map((account) => account.accountId), ...removed],
  };
}

function applyAccounts(
  held: Held,
  upserted: readonly AccountView[],
  removed: readonly string[],
): void {
  let sameMembers = true;
  for (const accountId of removed) {
    if (held.byId.delete(accountId)) sameMembers = false;
  }
  for (const account of upserted) {
    const before = held.byId.get(account.accountId);
    if (before?.definition.label !== account.definition.label) sameMembers = false;
    held.byId.set(account.accountId, account);
  }
  held.accounts = [...held.byId.values()];
  if (!sameMembers) held.members = held.accounts.map(memberOf);
}

function memberOf(account: AccountView): Member {
  return { accountId: account.accountId, label: account.definition.label };
}
