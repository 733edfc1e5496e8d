/** Who stands where in the list: groups, counts, filters, and nothing moves while the list is being used. */
import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../../renderer/bridge.ts';
import { createRoster } from '../../../../renderer/list/roster.ts';
import { createSnapshotStore } from '../../../../renderer/snapshot-store.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { eventually } from '../../../fixtures/eventually.ts';
import { createFakeBridge } from '../../../fixtures/fake-bridge.ts';
import { createFakeWindowClock } from '../../../fixtures/fake-window-clock.ts';
import { sampleAccount, sampleDefinition, sampleSnapshot } from '../../../fixtures/sample-views.ts';

const minuteMs = 60_000;
const startWall = 1_750_000_000_000;

function account(
  label: string,
  change: Partial<AccountView> & { leftMs?: number } = {},
): AccountView {
  const { leftMs = 30 * minuteMs, ...rest } = change;
  return sampleAccount({
    accountId: `id-${label}`,
    label,
    access: {
      issuedAt: startWall - 60 * minuteMs,
      expiresAt: startWall + leftMs,
      monotonicExpiresAt: null,
    },
    ...rest,
  });
}
const refused = {
  grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
} as const;
const revoked = { grant: { status: 'revoked', at: 1, outcomes: [] } } as const;

async function setUp(accounts: readonly AccountView[]) {
  const main = createFakeBridge(sampleSnapshot({ accounts }));
  const clock = createFakeWindowClock({ wall: startWall, monotonic: 0 });
  const store = createSnapshotStore(createClient(main.bridge), clock);
  const roster = createRoster(store, clock);
  store.start();
  await eventually(() => expect(store.phase()).toBe('ready'));
  const listener = vi.fn();
  roster.subscribe(listener);
  const shown = () =>
    roster.groups().map((group) => [group.kind, ...group.members.map((member) => member.label)]);
  return { main, clock, roster, shown, listener };
}

describe('the roster', () => {
  it('puts what needs a person on top and what has ended last, each by label in the language’s order', async () => {
    const { shown } = await setUp([
      account('b 10'),
      account('old', revoked),
      account('B 9'),
      account('ask', refused),
    ]);
    expect(shown()).toEqual([
      ['needs_attention', 'ask'],
      ['active', 'B 9', 'b 10'],
      ['ended', 'old'],
    ]);
  });

  it('counts everything, whatever the filter lets through', async () => {
    const production = { ...sampleDefinition, environment: 'production' } as const;
    const { roster } = await setUp([
      account('a', refused),
      account('b', { leftMs: minuteMs }),
      account('c', { definition: { ...production, label: 'c', environment: 'staging' } }),
    ]);
    roster.setFilter({ view: { kind: 'expiring_soon' }, query: 'nothing like it' });
    expect(roster.groups()).toEqual([]);
    expect(roster.counts()).toEqual({
      all: 3,
      needs_attention: 1,
      expiring_soon: 1,
      environments: { none: 0, production: 2, staging: 1, development: 0 },
    });
  });

  it('lets through what a view and a query name', async () => {
    const { roster, shown } = await setUp([
      account('a', refused),
      account('soon', { leftMs: minuteMs }),
      account('b'),
    ]);
    roster.setFilter({ view: { kind: 'expiring_soon' }, query: '' });
    expect(shown()).toEqual([['active', 'soon']]);
    roster.setFilter({ view: { kind: 'needs_attention' }, query: '' });
    expect(shown()).toEqual([['needs_attention', 'a']]);
    roster.setFilter({ view: { kind: 'environment', environment: 'staging' }, query: '' });
    expect(shown()).toEqual([]);
    roster.setFilter({ view: { kind: 'all' }, query: 'SOON' });
    expect(shown()).toEqual([['active', 'soon']]);
  });

  it('keeps the same groups while only times and operations change', async () => {
    const { main, clock, roster, listener } = await setUp([account('a'), account('b')]);
    const before = roster.groups();
    listener.mockClear();
    main.push({ upsertedAccounts: [account('a', { operation: 'refreshing' })] });
    for (let second = 0; second < 60; second += 1) clock.advance(1000);
    expect(roster.groups()).toBe(before);
    expect(listener).not.toHaveBeenCalled();
  });

  it('moves no row while the pointer or the focus is on the list, and catches up when they leave', async () => {
    const { main, roster, shown } = await setUp([account('a'), account('b')]);
    roster.setFrozen(true);
    main.push({ upsertedAccounts: [account('b', refused)] });
    expect(shown()).toEqual([['active', 'a', 'b']]);
    expect(roster.counts().needs_attention).toBe(1);
    roster.setFrozen(false);
    expect(shown()).toEqual([
      ['needs_attention', 'b'],
      ['active', 'a'],
    ]);
  });

  it('says who still needs a person while the rows may not move, in the list’s order', async () => {
    const { main, roster, shown, listener } = await setUp([
      account('b', refused),
      account('a', refused),
      account('c', { saved: false }),
    ]);
    expect(roster.attention()).toEqual({ count: 3, signIn: ['id-a', 'id-b'] });
    roster.setFrozen(true);
    listener.mockClear();
    main.push({ upsertedAccounts: [account('b')] });
    expect(shown()).toEqual([['needs_attention', 'a', 'b', 'c']]);
    expect(roster.attention()).toEqual({ count: 2, signIn: ['id-a'] });
    expect(listener).toHaveBeenCalledTimes(1);
    roster.setFrozen(false);
    const settled = roster.attention();
    main.push({ upsertedAccounts: [account('b', { operation: 'refreshing' })] });
    expect(roster.attention()).toBe(settled);
  });

  it('counts as needing a person only what the filter lets through', async () => {
    const { roster } = await setUp([account('a', refused), account('b', refused)]);
    roster.setFilter({ view: { kind: 'all' }, query: 'b' });
    expect(roster.attention()).toEqual({ count: 1, signIn: ['id-b'] });
  });

  it('shows another name at once and in its old place while frozen', async () => {
    const { main, roster, shown } = await setUp([account('a'), account('b')]);
    roster.setFrozen(true);
    const renamed = { ...account('a'), definition: { ...sampleDefinition, label: 'z' } };
    main.push({ upsertedAccounts: [renamed] });
    expect(shown()).toEqual([['active', 'z', 'b']]);
    roster.setFrozen(false);
    expect(shown()).toEqual([['active', 'b', 'z']]);
  });

  it('rearranges for a new filter also while frozen, because the person asked for it', async () => {
    const { main, roster, shown } = await setUp([account('a'), account('b')]);
    roster.setFrozen(true);
    main.push({ upsertedAccounts: [account('b', refused)] });
    roster.setFilter({ view: { kind: 'needs_attention' }, query: '' });
    expect(shown()).toEqual([['needs_attention', 'b']]);
  });

  it('tells of each status that is reached, by time or by main, once', async () => {
    const { main, clock, roster } = await setUp([
      account('a', { leftMs: 6 * minuteMs }),
      account('b'),
    ]);
    const told: string[] = [];
    roster.onCrossing(({ account: it, status }) => told.push(`${it.definition.label} ${status}`));
    for (let minute = 0; minute < 8; minute += 1) clock.advance(minuteMs);
    main.push({ upsertedAccounts: [account('b', refused)] });
    expect(told).toEqual(['a expiring_soon', 'a expired', 'b needs_sign_in']);
  });

  it('searches the environment by its word in the language on screen', async () => {
    const { roster, shown } = await setUp([account('a')]);
    roster.setFilter({ view: { kind: 'all' }, query: '生产' });
    expect(shown()).toEqual([]);
    const words = catalogue['zh-CN'].window.environment;
    roster.setEnvironmentWords(words, new Intl.Collator('zh-CN'));
    expect(shown()).toEqual([['active', 'a']]);
  });
});
