/** The window's copy of main's state: no patch lost before the snapshot, none taken twice, one listener woken at a time. */
import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../renderer/bridge.ts';
import { createSnapshotStore } from '../../../renderer/snapshot-store.ts';
import type { AppSnapshot } from '../../../shared/snapshot.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeBridge } from '../../fixtures/fake-bridge.ts';
import { createFakeWindowClock } from '../../fixtures/fake-window-clock.ts';
import { sampleAccount, sampleSnapshot } from '../../fixtures/sample-views.ts';

const one = sampleAccount({ accountId: 'account-one', label: 'One' });
const two = sampleAccount({ accountId: 'account-two', label: 'Two' });

async function started(change: Partial<AppSnapshot> = {}) {
  const main = createFakeBridge(sampleSnapshot({ revision: 7, accounts: [one, two], ...change }));
  const clock = createFakeWindowClock();
  const store = createSnapshotStore(createClient(main.bridge), clock);
  const stop = store.start();
  await eventually(() => expect(store.phase()).toBe('ready'));
  return { main, clock, store, stop };
}

describe('the snapshot store', () => {
  it('subscribes before it asks, so that a change in between is not lost', async () => {
    const main = createFakeBridge(sampleSnapshot({ accounts: [one] }));
    const store = createSnapshotStore(createClient(main.bridge), createFakeWindowClock());
    store.start();
    main.emit('snapshot.patched', { revision: 2, monotonicNow: 0, upsertedAccounts: [two] });
    await eventually(() => expect(store.account('account-two')).toEqual(two));
  });

  it('ignores an early patch that the snapshot already holds', async () => {
    const main = createFakeBridge(sampleSnapshot({ revision: 9, accounts: [one] }));
    const store = createSnapshotStore(createClient(main.bridge), createFakeWindowClock());
    store.start();
    main.emit('snapshot.patched', {
      revision: 9,
      monotonicNow: 0,
      removedAccountIds: ['account-one'],
    });
    await eventually(() => expect(store.phase()).toBe('ready'));
    expect(store.account('account-one')).toEqual(one);
  });

  it('ignores a stale revision', async () => {
    const { main, store } = await started();
    main.emit('snapshot.patched', {
      revision: 7,
      monotonicNow: 0,
      removedAccountIds: ['account-one'],
    });
    main.emit('snapshot.patched', {
      revision: 6,
      monotonicNow: 0,
      removedAccountIds: ['account-two'],
    });
    expect(store.accounts()).toEqual([one, two]);
  });

  it('takes revisions with gaps, because main publishes several changes as one', async () => {
    const { main, store } = await started();
    main.emit('snapshot.patched', {
      revision: 12,
      monotonicNow: 0,
      removedAccountIds: ['account-one'],
    });
    expect(store.accounts()).toEqual([two]);
  });

  it('keeps the list of members the same object until membership or a label changes', async () => {
    const { main, store } = await started();
    const before = store.members();
    main.push({ upsertedAccounts: [{ ...one, operation: 'refreshing' }] });
    expect(store.members()).toBe(before);
    main.push({ upsertedAccounts: [{ ...one, definition: { ...one.definition, label: 'New' } }] });
    expect(store.members().map((member) => member.label)).toEqual(['New', 'Two']);
    main.push({ removedAccountIds: ['account-two'] });
    expect(store.members()).toHaveLength(1);
  });

  it('wakes only the row whose account changed, and not the rest of the app', async () => {
    const { main, store } = await started();
    const [first, second, app] = [vi.fn(), vi.fn(), vi.fn()];
    store.onAccount('account-one', first);
    store.onAccount('account-two', second);
    store.onApp(app);
    main.push({ upsertedAccounts: [{ ...two, saved: false }] });
    expect([first, second, app].map((it) => it.mock.calls.length)).toEqual([0, 1, 0]);
  });

  it('changes only what a patch names', async () => {
    const { main, store } = await started({ language: 'zh-CN' });
    main.push({ network: { state: 'offline' } });
    expect(store.app()?.network.state).toBe('offline');
    expect(store.app()?.language).toBe('zh-CN');
    expect(store.accounts()).toHaveLength(2);
  });

  it('maps main’s monotonic clock with every message it takes', async () => {
    const { main, clock } = await started({ monotonicNow: 500 });
    main.emit('snapshot.patched', { revision: 8, monotonicNow: 900 });
    main.emit('snapshot.patched', { revision: 8, monotonicNow: 999 });
    expect(clock.aligned).toEqual([500, 900]);
  });

  it('says that it failed, and comes back when asked again', async () => {
    const main = createFakeBridge(sampleSnapshot({ accounts: [one] }));
    let answers = false;
    const { request, on } = main.bridge;
    const broken = {
      on,
      request: {
        ...request,
        'snapshot.read': async () => {
          if (answers) return await request['snapshot.read']({});
          throw new Error('no handler');
        },
      },
    };
    const store = createSnapshotStore(createClient(broken), createFakeWindowClock());
    store.start();
    await eventually(() => expect(store.phase()).toBe('failed'));
    answers = true;
    await store.reload();
    expect(store.accounts()).toEqual([one]);
  });

  it('hears nothing more once it is stopped', async () => {
    const { main, store, stop } = await started();
    stop();
    main.push({ removedAccountIds: ['account-one'] });
    expect(store.accounts()).toHaveLength(2);
  });
});
