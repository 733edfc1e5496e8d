import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { watchNetwork } from '../../../electron/snapshot/network-state.ts';
import { createSnapshot } from '../../../electron/snapshot/snapshot.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import type { AppSnapshot, NetworkView, SnapshotPatch } from '../../../shared/snapshot.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeConnectivity } from '../../fixtures/fake-connectivity.ts';
import { createScriptedTransport } from '../../fixtures/scripted-transport.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const initial = {
  flows: [],
  settings: defaultSettings,
  language: 'en',
  keychain: { name: 'Test', state: 'unknown' },
  network: { state: 'online' },
  notices: [],
  run: null,
  authorities: [],
} as const;

describe('the snapshot', () => {
  it('sends at most one patch a frame, with the newest state of each account', () => {
    const clock = createFakeClock();
    const snapshot = createSnapshot(clock, initial);
    const view = createTestApp([holdAccount('acct_patched_one')]).account('acct_patched_one');
    if (view === undefined) throw new Error('no view');
    const patches: SnapshotPatch[] = [];
    snapshot.subscribe((patch) => patches.push(patch));
    for (const operation of ['refreshing', 'revoking', 'idle'] as const) {
      snapshot.update({ upsertedAccounts: [{ ...view, operation }] });
    }
    expect(patches).toHaveLength(0);
    clock.advance(16);
    expect(patches).toHaveLength(1);
    expect(patches[0]?.upsertedAccounts).toEqual([{ ...view, operation: 'idle' }]);
  });

  it('applying every patch to an early copy gives the state a reload reads', () => {
    const test = createTestApp([holdAccount('acct_patched_one'), holdAccount('acct_patched_two')]);
    test.clock.advance(16);
    const copy = new Map(test.snapshot().accounts.map((it) => [it.accountId, it]));
    let revision = test.snapshot().revision;
    test.app.snapshot.subscribe((patch) => {
      expect(patch.revision).toBeGreaterThan(revision);
      revision = patch.revision;
      for (const view of patch.upsertedAccounts ?? []) copy.set(view.accountId, view);
      for (const id of patch.removedAccountIds ?? []) copy.delete(id);
    });
    const view = test.account('acct_patched_one');
    if (view === undefined) throw new Error('no view');
    test.app.snapshot.update({ upsertedAccounts: [{ ...view, saved: false }] });
    test.app.snapshot.update({ removedAccountIds: ['acct_patched_two'] });
    test.clock.advance(16);
    expect([...copy.values()]).toEqual(test.snapshot().accounts);
    expect(revision).toBe(test.snapshot().revision);
  });

  it('is one JSON string that holds every account', () => {
    const test = createTestApp(
      Array.from({ length: 50 }, (_, n) => holdAccount(`acct_number_${n}`)),
    );
    const read = JSON.parse(test.app.snapshot.toJson()) as AppSnapshot;
    expect(read.accounts).toHaveLength(50);
  });
});

describe('telling offline from an unreachable server', () => {
  const request = { method: 'GET', headers: {}, body: null, signal: new AbortController().signal };
  const setUp = () => {
    const clock = createFakeClock();
    const connectivity = createFakeConnectivity();
    const inner = createScriptedTransport();
    const seen: NetworkView['state'][] = [];
    const onChange = (view: NetworkView) => void seen.push(view.state);
    const watch = watchNetwork({ transport: inner, connectivity, clock, onChange });
    return {
      clock,
      connectivity,
      inner,
      seen,
      watched: watch.transport,
      isOnline: watch.isOnline,
    };
  };
  const fail = () => {
    throw new TransportError('unreachable');
  };

  it('N-01 is offline only when an exchange fails and the system is not connected', async () => {
    const { inner, watched, connectivity, seen } = setUp();
    inner.answerWith(fail);
    await expect(watched(new URL('https://a.example'), request)).rejects.toThrow();
    expect(seen).toEqual([]);
    connectivity.setOnline(false);
    await expect(watched(new URL('https://a.example'), request)).rejects.toThrow();
    expect(seen).toEqual(['offline']);
  });

  it('is offline before anything is sent when somebody asks and the system is not connected', () => {
    const { connectivity, clock, seen, isOnline, inner } = setUp();
    expect(isOnline()).toBe(true);
    connectivity.setOnline(false);
    expect(isOnline()).toBe(false);
    connectivity.setOnline(true);
    clock.advance(5_000);
    expect(isOnline()).toBe(true);
    expect(seen).toEqual(['offline', 'online']);
    expect(inner.sent).toHaveLength(0);
  });

  it('is online again when the system says so, or when any exchange succeeds', async () => {
    const { inner, watched, connectivity, clock, seen } = setUp();
    inner.answerWith(fail);
    connectivity.setOnline(false);
    await expect(watched(new URL('https://a.example'), request)).rejects.toThrow();
    connectivity.setOnline(true);
    clock.advance(5_000);
    expect(seen).toEqual(['offline', 'online']);
  });
});
