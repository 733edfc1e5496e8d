/** Who stands where in the list and how many there are of each kind; never moves a row while the list is being used. */
import type { Environment } from '../../shared/account-definition.ts';
import { createSearch, type EnvironmentWords, type Search } from '../../shared/search.ts';
import type { WindowClock } from '../clock.ts';
import { createListeners } from '../listeners.ts';
import type { Member, SnapshotStore } from '../snapshot-store.ts';
import type { View } from '../ui-state.tsx';
import {
  type Attention,
  arrange,
  type Counts,
  type Entry,
  type Group,
  keepOrder,
  sameAttention,
  sameCounts,
  sameGroups,
} from './arrange.ts';
import { type Crossing, createStatusBook } from './status-book.ts';

export type Filter = { readonly view: View; readonly query: string };

export type Roster = {
  /** The same array until a row appears, disappears, moves or is renamed. */
  readonly groups: () => readonly Group[];
  /** Of all accounts, whatever the filter; the same object until a number changes. */
  readonly counts: () => Counts;
  /** What the filter lets through and needs a person, frozen or not; the same object until that changes. */
  readonly attention: () => Attention;
  readonly subscribe: (listener: () => void) => () => void;
  /** A new filter rearranges at once, frozen or not: the person asked for it. */
  readonly setFilter: (filter: Filter) => void;
  readonly setEnvironmentWords: (words: EnvironmentWords, collator: Intl.Collator) => void;
  /** While true no row moves: the pointer or the focus is on the list, and a misclick could revoke. */
  readonly setFrozen: (frozen: boolean) => void;
  /** Calls back for each account whose status has just become another one. */
  readonly onCrossing: (listener: (crossing: Crossing) => void) => () => void;
};

/** Watches the store and the clock from the first subscription on. */
export function createRoster(store: SnapshotStore, clock: WindowClock): Roster {
  const listeners = createListeners();
  const crossingListeners = new Set<(crossing: Crossing) => void>();
  const sort = createSorter(store);
  const book = createStatusBook((crossing) => {
    for (const listener of crossingListeners) listener(crossing);
  });
  let filter: Filter = { view: { kind: 'all' }, query: '' };
  let words: EnvironmentWords = { none: '', production: '', staging: '', development: '' };
  let search: Search = () => true;
  let frozen = false;
  let groups: readonly Group[] = [];
  let counts: Counts = emptyCounts;
  let attention: Attention = { count: 0, signIn: [] };
  let stops: readonly (() => void)[] = [];

  function rearrange(mayMove: boolean): void {
    const entries = sort.sorted();
    const target = arrange({ entries, statuses: book.statuses, view: filter.view, search });
    const next = mayMove ? target.groups : keepOrder(groups, target.groups, store);
    const moved = !sameGroups(groups, next);
    const counted = !sameCounts(counts, target.counts);
    const isOther = !sameAttention(attention, target.attention);
    if (moved) groups = next;
    if (counted) counts = target.counts;
    if (isOther) attention = target.attention;
    if (moved || counted || isOther) listeners.call('roster');
  }
  function update(): void {
    if (book.update(store.accounts(), clock.now())) rearrange(!frozen);
  }
  function rearrangeNow(): void {
    book.update(store.accounts(), clock.now());
    rearrange(true);
  }
  function research(): void {
    search = createSearch(filter.query, words);
    rearrangeNow();
  }

  return {
    groups: () => groups,
    counts: () => counts,
    attention: () => attention,
    subscribe: (listener) => {
      const remove = listeners.add('roster', listener);
      if (stops.length === 0) {
        stops = [store.onAccounts(update), clock.subscribe(update)];
        rearrangeNow();
      }
      return remove;
    },
    setFilter: (next) => {
      filter = next;
      research();
    },
    setEnvironmentWords: (next, collator) => {
      words = next;
      sort.use(collator);
      research();
    },
    setFrozen: (next) => {
      if (frozen === next) return;
      frozen = next;
      if (!frozen) rearrangeNow();
    },
    onCrossing: (listener) => {
      crossingListeners.add(listener);
      return () => crossingListeners.delete(listener);
    },
  };
}

const emptyCounts: Counts = {
  all: 0,
  needs_attention: 0,
  expiring_soon: 0,
  environments: { none: 0, production: 0, staging: 0, development: 0 } satisfies Record<
    Environment,
    number
  >,
};

/** Accounts by label; sorted anew only when a label or the membership changed, for sorting is what costs. */
function createSorter(store: SnapshotStore) {
  let collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  let members: readonly Member[] | null = null;
  let order: readonly Member[] = [];
  return {
    use: (next: Intl.Collator): void => {
      collator = next;
      members = null;
    },
    sorted: (): readonly Entry[] => {
      if (members !== store.members()) {
        members = store.members();
        order = members.toSorted((one, other) => collator.compare(one.label, other.label));
      }
      return order.flatMap((member) => {
        const account = store.account(member.accountId);
        return account === undefined ? [] : [{ member, account }];
      });
    },
  };
}
