/** What happens to the rows of the list while the pointer or the focus is on it. */
import { describe, expect, it } from 'vitest';
import { type Group, type GroupKind, keepOrder } from '../../../../renderer/list/arrange.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';

const group = (kind: GroupKind, ...ids: readonly string[]): Group => ({
  kind,
  members: ids.map((accountId) => ({ accountId, label: accountId })),
});
const holding = (...ids: readonly string[]) => ({
  account: (accountId: string) =>
    ids.includes(accountId) ? sampleAccount({ accountId, label: accountId }) : undefined,
});
const idsOf = (groups: readonly Group[]) =>
  groups.map(({ kind, members }) => [kind, ...members.map((it) => it.accountId)]);

describe('a list that is being used', () => {
  it('keeps a row where it is when its status would move it', () => {
    const shown = [group('active', 'a', 'b')];
    const target = [group('needs_attention', 'b'), group('active', 'a')];
    expect(idsOf(keepOrder(shown, target, holding('a', 'b')))).toEqual([['active', 'a', 'b']]);
  });

  it('loses a row whose account was removed', () => {
    const shown = [group('active', 'a', 'b')];
    expect(idsOf(keepOrder(shown, [group('active', 'b')], holding('b')))).toEqual([
      ['active', 'b'],
    ]);
  });

  it('shows a new account at once, behind the active rows and not in its order', () => {
    const shown = [group('active', 'b', 'c'), group('ended', 'z')];
    const target = [group('active', 'a', 'b', 'c'), group('ended', 'z')];
    expect(idsOf(keepOrder(shown, target, holding('a', 'b', 'c', 'z')))).toEqual([
      ['active', 'b', 'c', 'a'],
      ['ended', 'z'],
    ]);
  });

  it('moves no row that could be revoked when what is new needs attention', () => {
    const shown = [group('needs_attention', 'n'), group('active', 'b')];
    const target = [group('needs_attention', 'a', 'n'), group('active', 'b')];
    expect(idsOf(keepOrder(shown, target, holding('a', 'b', 'n')))).toEqual([
      ['needs_attention', 'n'],
      ['active', 'b', 'a'],
    ]);
  });

  it('takes a new group in below the only one', () => {
    const shown = [group('needs_attention', 'n')];
    const target = [group('needs_attention', 'n'), group('active', 'a')];
    expect(idsOf(keepOrder(shown, target, holding('a', 'n')))).toEqual([
      ['needs_attention', 'n'],
      ['active', 'a'],
    ]);
  });
});
