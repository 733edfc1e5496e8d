/** Puts accounts into the list's groups and counts them; pure, and cheap enough to run every second. */
import type { Environment } from '../../shared/account-definition.ts';
import type { AccountView } from '../../shared/account-view.ts';
import type { Search } from '../../shared/search.ts';
import { needsAttention, type Status } from '../../shared/status.ts';
import type { Member } from '../snapshot-store.ts';
import type { View } from '../ui-state.tsx';

export type GroupKind = 'needs_attention' | 'active' | 'ended';
export type Group = { readonly kind: GroupKind; readonly members: readonly Member[] };

export type Counts = {
  readonly all: number;
  readonly needs_attention: number;
  readonly expiring_soon: number;
  readonly environments: Readonly<Record<Environment, number>>;
};

/** What the filter lets through and a person has to act on, wherever its row stands while the list may not move. */
export type Attention = {
  readonly count: number;
  /** The accounts of them that a sign-in helps, in the list's order. */
  readonly signIn: readonly string[];
};

/** An account with the object that stands for it in the list. */
export type Entry = { readonly member: Member; readonly account: AccountView };

type ArrangeInput = {
  /** In the order to keep inside a group; the same member object as long as its label is the same. */
  readonly entries: readonly Entry[];
  readonly statuses: ReadonlyMap<string, Status>;
  readonly view: View;
  readonly search: Search;
};

const kinds: readonly GroupKind[] = ['needs_attention', 'active', 'ended'];

/** The groups that are not empty, what of them needs a person, and the counts over everything. */
export function arrange(input: ArrangeInput): {
  readonly groups: readonly Group[];
  readonly attention: Attention;
  readonly counts: Counts;
} {
  const members: Record<GroupKind, Member[]> = { needs_attention: [], active: [], ended: [] };
  const environments = { none: 0, production: 0, staging: 0, development: 0 };
  const signIn: string[] = [];
  let attention = 0;
  let soon = 0;
  for (const { member, account } of input.entries) {
    const status = input.statuses.get(account.accountId) ?? 'active';
    environments[account.definition.environment] += 1;
    if (needsAttention(status)) attention += 1;
    if (isNearItsEnd(status)) soon += 1;
    if (!belongsTo(input.view, account, status) || !input.search(account)) continue;
    members[groupOf(status)].push(member);
    if (status === 'needs_sign_in') signIn.push(account.accountId);
  }
  return {
    groups: kinds
      .map((kind) => ({ kind, members: members[kind] }))
      .filter((group) => group.members.length > 0),
    attention: { count: members.needs_attention.length, signIn },
    counts: {
      all: input.entries.length,
      needs_attention: attention,
      expiring_soon: soon,
      environments,
    },
  };
}

function groupOf(status: Status): GroupKind {
  if (needsAttention(status)) return 'needs_attention';
  return status === 'revoked' || status === 'alive_until' ? 'ended' : 'active';
}

/** An account whose server is unavailable would be expiring soon, or already refreshed. */
function isNearItsEnd(status: Status): boolean {
  return status === 'expiring_soon' || status === 'server_unavailable';
}

function belongsTo(view: View, account: AccountView, status: Status): boolean {
  switch (view.kind) {
    case 'all':
      return true;
    case 'needs_attention':
      return needsAttention(status);
    case 'expiring_soon':
      return isNearItsEnd(status);
    case 'environment':
      return account.definition.environment === view.environment;
  }
}

/**
 * The rows that are shown, where they are: what was removed goes, labels change, and what is new comes last in a group
 * behind which only ended rows stand, for those offer nothing to press by mistake.
 */
export function keepOrder(
  shown: readonly Group[],
  target: readonly Group[],
  held: { readonly account: (accountId: string) => AccountView | undefined },
): readonly Group[] {
  if (shown.length === 0) return target;
  const membersOf = (groups: readonly Group[], kind: GroupKind): readonly Member[] =>
    groups.find((group) => group.kind === kind)?.members ?? [];
  const seen = new Set(kinds.flatMap((kind) => membersOf(shown, kind).map((it) => it.accountId)));
  const arrivals = (kind: GroupKind): readonly Member[] =>
    membersOf(target, kind).filter((it) => !seen.has(it.accountId));
  const hasActive = membersOf(shown, 'active').length > 0;
  const added: Record<GroupKind, readonly Member[]> = {
    needs_attention: hasActive ? [] : arrivals('needs_attention'),
    active: [...arrivals('active'), ...(hasActive ? arrivals('needs_attention') : [])],
    ended: arrivals('ended'),
  };
  return kinds
    .map((kind) => {
      const kept = membersOf(shown, kind).flatMap((it) => relabel(it, held.account(it.accountId)));
      return { kind, members: [...kept, ...added[kind]] };
    })
    .filter((group) => group.members.length > 0);
}

function relabel(member: Member, account: AccountView | undefined): readonly Member[] {
  if (account === undefined) return [];
  const { label } = account.definition;
  return [label === member.label ? member : { accountId: member.accountId, label }];
}

/** True where both show the same rows under the same names in the same order. */
export function sameGroups(one: readonly Group[], other: readonly Group[]): boolean {
  return (
    one.length === other.length &&
    one.every((group, at) => {
      const twin = other[at];
      return (
        twin !== undefined &&
        group.kind === twin.kind &&
        group.members.length === twin.members.length &&
        group.members.every((member, index) => sameMember(member, twin.members[index]))
      );
    })
  );
}

function sameMember(one: Member, other: Member | undefined): boolean {
  return one.accountId === other?.accountId && one.label === other.label;
}

/** True where both name the same accounts. */
export function sameAttention(one: Attention, other: Attention): boolean {
  return (
    one.count === other.count &&
    one.signIn.length === other.signIn.length &&
    one.signIn.every((accountId, at) => accountId === other.signIn[at])
  );
}

/** True where no number differs. */
export function sameCounts(one: Counts, other: Counts): boolean {
  return (
    one.all === other.all &&
    one.needs_attention === other.needs_attention &&
    one.expiring_soon === other.expiring_soon &&
    (Object.keys(one.environments) as Environment[]).every(
      (environment) => one.environments[environment] === other.environments[environment],
    )
  );
}
