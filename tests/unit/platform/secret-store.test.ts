import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import { createSystemSecretStore } from '../../../electron/platform/system-secret-store.ts';
import type { SecretStore } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import { describeSecretStore, readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeKeychainCalls } from '../../fixtures/fake-keychain-calls.ts';
import { createFakeHosts } from '../../fixtures/fake-keychain-host.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';
import { createFakeSecretStore } from '../../fixtures/fake-secret-store.ts';

function setUp(start: { platform?: NodeJS.Platform; written?: boolean } = {}) {
  const calls = createFakeKeychainCalls();
  const clock = createFakeClock();
  const sentinel = { written: start.written ?? false };
  const store = createSecretStore({
    calls,
    clock,
    name: 'Test Keychain',
    platform: start.platform ?? 'linux',
    sentinelWritten: () => sentinel.written,
    markSentinelWritten: () => {
      sentinel.written = true;
    },
  });
  return { calls, clock, sentinel, store };
}

/** A store that has been used before, holding `old` under `item`. */
async function setUpUsed(platform: NodeJS.Platform = 'linux') {
  const world = setUp({ platform });
  await world.store.put('item', Secret.of('old'));
  world.calls.log.length = 0;
  return world;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describeSecretStore('the guard over fake calls', () => setUp().store);
describeSecretStore('the fake secret store', () => createFakeSecretStore());

describe('K-03 a lock is never taken for absence', () => {
  it('answers locked for a null once the sentinel was written and is null too', async () => {
    const { calls, store } = await setUpUsed();
    calls.setMode('locked');
    expect(await store.get('item')).toEqual({ kind: 'locked' });
    expect(await store.get('never')).toEqual({ kind: 'locked' });
    expect(store.view().state).toBe('locked');
    calls.setMode('open');
    expect(await readText(store, 'item')).toBe('old');
    expect(store.view().state).toBe('ready');
  });

  it('answers absent for a null while the sentinel is there', async () => {
    const { store } = await setUpUsed();
    expect(await store.get('never')).toEqual({ kind: 'absent' });
  });

  it('answers absent on a first run, before anything was ever written', async () => {
    const { store, calls } = setUp();
    expect(await store.get('item')).toEqual({ kind: 'absent' });
    expect(calls.items.size).toBe(0);
  });

  it('writes the sentinel before the first item, and records it', async () => {
    const { calls, sentinel, store } = setUp();
    await store.put('item', Secret.of('value'));
    expect(calls.log.filter((line) => line.startsWith('write'))).toEqual([
      'write __probe',
      'write item',
    ]);
    expect(sentinel.written).toBe(true);
    await store.put('item', Secret.of('value 2'));
    expect(calls.log.filter((line) => line === 'write __probe')).toHaveLength(1);
  });

  it('does not record a sentinel that was not taken', async () => {
    const { calls, sentinel, store } = setUp();
    calls.setMode('locked');
    expect(await store.put('item', Secret.of('value'))).toEqual({ kind: 'locked' });
    expect(sentinel.written).toBe(false);
  });

  it('heals with the next write when a person deleted everything, the sentinel too', async () => {
    const { calls, store } = await setUpUsed();
    calls.items.clear();
    expect(await store.get('item')).toEqual({ kind: 'locked' });
    expect(await store.put('other', Secret.of('value'))).toEqual({ kind: 'ok' });
    expect(await store.get('item')).toEqual({ kind: 'absent' });
  });

  it('heals with a probe too', async () => {
    const { calls, store } = await setUpUsed();
    calls.items.clear();
    expect(await store.probe()).toBe('ready');
    expect(await store.get('item')).toEqual({ kind: 'absent' });
  });

  it('a probe says locked while it is', async () => {
    const { calls, store } = await setUpUsed();
    calls.setMode('locked');
    expect(await store.probe()).toBe('locked');
  });
});

describe('K-04 a removal counts only when it is proven', () => {
  it('answers locked when erasing says false and reading says null for the lock', async () => {
    const { calls, store } = await setUpUsed();
    calls.setMode('locked');
    expect(await store.remove('item')).toEqual({ kind: 'locked' });
    calls.setMode('open');
    expect(await readText(store, 'item')).toBe('old');
  });

  it('answers denied when the item is still readable afterwards', async () => {
    const { calls, store } = await setUpUsed();
    calls.setMode('read_only');
    expect(await store.remove('item')).toEqual({ kind: 'denied' });
  });

  it('proves on a first run, too, that the keychain is open', async () => {
    const { calls, store } = setUp();
    calls.setMode('locked');
    expect(await store.remove('item')).toEqual({ kind: 'locked' });
    calls.setMode('open');
    expect(await store.remove('item')).toEqual({ kind: 'ok' });
  });

  it('K-15 an item deleted behind our back is absent, the others stay', async () => {
    const { calls, store } = await setUpUsed();
    await store.put('other', Secret.of('kept'));
    calls.items.delete('item');
    expect(await store.get('item')).toEqual({ kind: 'absent' });
    expect(await readText(store, 'other')).toBe('kept');
  });
});

describe('K-13 a refusal is explained by asking, not by its text', () => {
  it('K-01 answers unavailable when the sentinel is refused as well', async () => {
    const { calls, store } = await setUpUsed();
    calls.setMode('gone');
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(await store.put('item', Secret.of('new'))).toEqual({ kind: 'unavailable' });
    expect(await store.remove('item')).toEqual({ kind: 'unavailable' });
    expect(await store.probe()).toBe('missing');
  });

  it('K-01 answers unavailable where the binding does not load, and works once it does', async () => {
    const { calls, store } = await setUpUsed();
    calls.setLoadable(false);
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(store.view().state).toBe('missing');
    calls.setLoadable(true);
    expect(await store.probe()).toBe('ready');
  });

  it('answers denied when a write is refused though the sentinel can be read', async () => {
    const { calls, store } = await setUpUsed();
    calls.setMode('read_only');
    expect(await store.put('item', Secret.of('new'))).toEqual({ kind: 'denied' });
    expect(store.view().state).toBe('ready');
  });

  it('K-12 asks a person on macOS once and not again to explain the refusal', async () => {
    const { calls, store } = await setUpUsed('darwin');
    calls.setMode('gone');
    expect(await store.get('item')).toEqual({ kind: 'denied' });
    expect(calls.log).toEqual(['read item']);
    expect(store.view().state).toBe('locked');
  });
});

describe('K-12 a person who was asked and said no', () => {
  /** Starts `run`, lets a person think for 3 s, and then dismisses the prompt. */
  async function dismiss(run: (world: Awaited<ReturnType<typeof setUpUsed>>) => Promise<unknown>) {
    const world = await setUpUsed();
    world.calls.hang(true);
    const result = run(world);
    await world.clock.advanceAsync(3_000);
    world.calls.hang(false);
    world.calls.setMode('locked');
    world.calls.held[0]?.land();
    return { result: await result, log: world.calls.log };
  }

  it('is not asked again to find out why a read found nothing', async () => {
    const { result, log } = await dismiss(({ store }) => store.get('item'));
    expect(result).toEqual({ kind: 'locked' });
    expect(log).toEqual(['read item']);
  });

  it('is not asked again to find out why a write was refused', async () => {
    const { result, log } = await dismiss(({ store }) => store.put('item', Secret.of('new')));
    expect(result).toEqual({ kind: 'locked' });
    expect(log).toEqual(['write item']);
  });

  it('is not asked again after a removal', async () => {
    const { result, log } = await dismiss(({ store }) => store.remove('item'));
    expect(result).toEqual({ kind: 'locked' });
    expect(log).toEqual(['erase item']);
  });

  it('is asked once by a probe', async () => {
    const { result, log } = await dismiss(({ store }) => store.probe());
    expect(result).toBe('locked');
    expect(log).toEqual(['read __probe']);
  });
});

describe('K-02 a keychain that hangs', () => {
  it('answers timed_out after 5 s for a read, and shows that somebody is probably asked', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const read = store.get('item');
    await clock.advanceAsync(1_499);
    expect(store.view().state).toBe('ready');
    await clock.advanceAsync(1);
    expect(store.view().state).toBe('waiting_for_unlock');
    await clock.advanceAsync(3_500);
    expect(await read).toEqual({ kind: 'timed_out' });
  });

  it('K-14 gives a write 15 s', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    let answer: unknown = null;
    void store.put('item', Secret.of('new')).then((result) => {
      answer = result;
    });
    await clock.advanceAsync(14_999);
    expect(answer).toBeNull();
    await clock.advanceAsync(1);
    expect(answer).toEqual({ kind: 'timed_out' });
  });

  it('answers a read by its own deadline when it waits for a write that hangs, and all the others with it', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const hung = store.put('item', Secret.of('new'));
    await clock.advanceAsync(3_000);
    const waiting = [store.put('other', Secret.of('x')), store.get('item')];
    await clock.advanceAsync(4_999);
    expect(await Promise.race([...waiting, 'waits'])).toBe('waits');
    await clock.advanceAsync(1);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ kind: 'timed_out' })));
    expect(await store.get('d')).toEqual({ kind: 'timed_out' });
    // The write itself has its whole time, and what was given up for it is carried out behind it.
    calls.hang(false);
    calls.held[0]?.land();
    expect(await hung).toEqual({ kind: 'ok' });
    await settle();
    expect(await readText(store, 'other')).toBe('x');
    expect(store.view().state).toBe('ready');
  });

  it('gives up no read in a line that moves, however long it is', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const writes = Array.from({ length: 3 }, (_, index) => store.put(`i${index}`, Secret.of('x')));
    const read = store.get('item');
    for (let turn = 0; turn < 7; turn += 1) {
      await clock.advanceAsync(2_400);
      calls.held[turn]?.land();
      await settle();
    }
    expect(await Promise.all(writes)).toEqual(writes.map(() => ({ kind: 'ok' })));
    expect(await read).toMatchObject({ kind: 'ok' });
  });

  it('answers everything else at once while a call hangs, and starts nothing', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const waiting = [store.get('a'), store.get('b'), store.put('c', Secret.of('x'))];
    await clock.advanceAsync(5_000);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ kind: 'timed_out' })));
    expect(await store.get('d')).toEqual({ kind: 'timed_out' });
    expect(await store.remove('e')).toEqual({ kind: 'timed_out' });
    expect(await store.probe()).toBe('waiting_for_unlock');
    expect(calls.log).toEqual(['read a']);
  });

  it('P-10 never has two calls in flight', async () => {
    const { calls, store } = setUp();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 3 === 0 ? store.get(`i${index}`) : store.put(`i${index}`, Secret.of('x')),
      ),
    );
    expect(calls.mostInFlight()).toBe(1);
  });

  it('uses the late answer: it is ready again and tells so', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const read = store.get('item');
    await clock.advanceAsync(5_000);
    await read;
    const states: string[] = [];
    store.onChange((view) => states.push(view.state));
    calls.hang(false);
    calls.held[0]?.land();
    await settle();
    expect(states).toEqual(['ready']);
    expect(await readText(store, 'item')).toBe('old');
  });

  it('learns from a late refusal too', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const read = store.get('item');
    await clock.advanceAsync(5_000);
    await read;
    calls.hang(false);
    calls.setMode('locked');
    calls.held[0]?.refuse();
    await settle();
    expect(store.view().state).toBe('locked');
  });
});

describe('R-06 a write that lands late', () => {
  /** A write of `consumed` that hangs and whose caller was answered `timed_out`. */
  async function setUpStuckWrite() {
    const world = await setUpUsed();
    world.calls.hang(true);
    const put = world.store.put('item', Secret.of('consumed'));
    await world.clock.advanceAsync(15_000);
    expect(await put).toEqual({ kind: 'timed_out' });
    return world;
  }
  const landLate = async ({ calls }: Awaited<ReturnType<typeof setUpStuckWrite>>) => {
    calls.hang(false);
    calls.held[0]?.land();
    await settle();
  };

  it('is kept when nothing newer was asked', async () => {
    const world = await setUpStuckWrite();
    await landLate(world);
    expect(await readText(world.store, 'item')).toBe('consumed');
    expect(world.calls.log.filter((line) => line === 'write item')).toHaveLength(1);
  });

  it('does not restore a consumed value: the newest that was asked for meanwhile wins', async () => {
    const world = await setUpStuckWrite();
    expect(await world.store.put('item', Secret.of('newer'))).toEqual({ kind: 'timed_out' });
    expect(await world.store.put('item', Secret.of('newest'))).toEqual({ kind: 'timed_out' });
    await landLate(world);
    expect(await readText(world.store, 'item')).toBe('newest');
  });

  it('does not come back after a removal that was asked for meanwhile', async () => {
    const world = await setUpStuckWrite();
    expect(await world.store.remove('item')).toEqual({ kind: 'timed_out' });
    await landLate(world);
    expect(await readText(world.store, 'item')).toBe('<absent>');
  });

  it('catches up before anything that is asked afterwards', async () => {
    const world = await setUpStuckWrite();
    void world.store.put('item', Secret.of('newest'));
    world.calls.hang(false);
    world.calls.held[0]?.land();
    const read = readText(world.store, 'item');
    await settle();
    expect(['newest', '<timed_out>']).toContain(await read);
    expect(await readText(world.store, 'item')).toBe('newest');
  });

  it('leaves a value alone that was asked for after the keychain answered again', async () => {
    const world = await setUpStuckWrite();
    void world.store.put('item', Secret.of('meanwhile'));
    await landLate(world);
    expect(await world.store.put('item', Secret.of('afterwards'))).toEqual({ kind: 'ok' });
    await settle();
    expect(await readText(world.store, 'item')).toBe('afterwards');
  });

  it('catches up after a hanging read as well, for every item', async () => {
    const { calls, clock, store } = await setUpUsed();
    calls.hang(true);
    const read = store.get('item');
    await clock.advanceAsync(5_000);
    await read;
    await store.put('item', Secret.of('new'));
    await store.put('other', Secret.of('added'));
    calls.hang(false);
    calls.held[0]?.land();
    await settle();
    expect([await readText(store, 'item'), await readText(store, 'other')]).toEqual([
      'new',
      'added',
    ]);
  });

  it('tries once more after the catching up has hung as well', async () => {
    const world = await setUpStuckWrite();
    void world.store.put('item', Secret.of('newest'));
    world.calls.held[0]?.land();
    await settle();
    world.calls.held[1]?.land();
    await settle();
    expect(world.calls.held.map(({ call }) => call)).toEqual(['write', 'read', 'write']);
    await world.clock.advanceAsync(15_000);
    world.calls.hang(false);
    world.calls.held[2]?.land();
    await settle();
    expect(await readText(world.store, 'item')).toBe('newest');
  });

  it('does not repeat by itself what was refused', async () => {
    const world = await setUpStuckWrite();
    world.calls.setMode('locked');
    world.calls.hang(false);
    world.calls.held[0]?.refuse();
    await settle();
    const before = world.calls.log.length;
    await world.clock.advanceAsync(3_600_000);
    expect(world.calls.log).toHaveLength(before);
    expect(world.store.view().state).toBe('locked');
  });
});

describe('what is stored', () => {
  it('K-09 refuses a value with a NUL, and one over 256 KiB, without touching the keychain', async () => {
    const { calls, store } = setUp();
    expect(await store.put('item', Secret.of('ab\u0000cd'))).toEqual({ kind: 'denied' });
    expect(await store.put('item', Secret.of('x'.repeat(256 * 1024 + 1)))).toEqual({
      kind: 'denied',
    });
    expect(calls.log).toEqual([]);
    expect(store.view().state).toBe('unknown');
  });

  it('answers corrupt for an item that was cut, changed or written by somebody else', async () => {
    const { calls, store } = await setUpUsed();
    const sealed = calls.items.get('item') ?? '';
    for (const damaged of [
      sealed.slice(0, -1),
      `${sealed}A`,
      'old',
      '',
      '1..',
      `2${sealed.slice(1)}`,
    ]) {
      calls.items.set('item', damaged);
      expect(await store.get('item')).toEqual({ kind: 'corrupt' });
    }
  });

  it('never keeps the plain text in an item', async () => {
    const { calls, store } = setUp();
    await store.put('item', Secret.of('plain-token-value'));
    expect([...calls.items.values()].join()).not.toContain('plain-token-value');
    expect(calls.items.get('item')).toMatch(/^1\.[0-9a-f]{16}\.[A-Za-z0-9_-]+$/);
  });

  it('answers denied when the keychain took a value and gives back another', async () => {
    const { calls, store } = await setUpUsed();
    const write = calls.items.set.bind(calls.items);
    calls.items.set = (item, text) => write(item, text.slice(0, 20));
    expect(await store.put('item', Secret.of('a value of some length'))).toEqual({
      kind: 'denied',
    });
  });
});

describe('K-02 a hang that a person has broken off', () => {
  /** A store over a process that hangs, a minute after `call` was answered `timed_out`. */
  async function setUpHung(call: (store: SecretStore) => Promise<unknown>) {
    const hosts = createFakeHosts();
    const clock = createFakeClock();
    const store = createSystemSecretStore({
      launch: hosts.launch,
      service: 'Test',
      logger: createFakeLogger(),
      clock,
      name: 'Test Keychain',
      platform: 'linux',
      sentinelWritten: () => true,
      markSentinelWritten: () => undefined,
    });
    hosts.items.set('__probe', 'there');
    await store.put('item', Secret.of('old'));
    hosts.setMood('hangs');
    const called = call(store);
    await clock.advanceAsync(60_000);
    expect(await called).toEqual({ kind: 'timed_out' });
    hosts.log.length = 0;
    return { hosts, clock, store };
  }

  it('K-03 is followed by a look at the keychain first, and by what nobody was told about', async () => {
    const { hosts, clock, store } = await setUpHung((it) => it.put('item', Secret.of('newest')));
    const state = store.probe();
    hosts.setMood('answers');
    await clock.advanceAsync(0);
    expect(await state).toBe('ready');
    await settle();
    expect(hosts.log).toEqual([
      '1 terminate',
      '1 gone',
      '2 read __probe',
      '2 read item',
      '2 write item',
      '2 read item',
    ]);
    expect(await readText(store, 'item')).toBe('newest');
  });

  it('K-03 is still waiting for unlock when the keychain hangs on, and answers the person by the deadline', async () => {
    const { clock, store } = await setUpHung((it) => it.get('item'));
    const state = store.probe();
    await clock.advanceAsync(5_000);
    expect(await state).toBe('waiting_for_unlock');
  });

  it('K-12 asks nothing more when the person says no while the look waits', async () => {
    const hung = createFakeKeychainCalls();
    const clock = createFakeClock();
    const store = createSecretStore({
      calls: hung,
      clock,
      name: 'Test Keychain',
      platform: 'linux',
      sentinelWritten: () => true,
      markSentinelWritten: () => undefined,
      tryAfresh: () => undefined,
    });
    hung.hang(true);
    void store.get('item');
    await clock.advanceAsync(10_000);
    const state = store.probe();
    await clock.advanceAsync(1_000);
    hung.hang(false);
    hung.setMode('locked');
    hung.held[0]?.land();
    expect(await state).toBe('locked');
    expect(hung.log).toEqual(['read item']);
  });

  it('finds out by itself how things are when a frozen process was ended and nobody asks', async () => {
    const { hosts, clock, store } = await setUpHung((it) => it.get('item'));
    hosts.setMood('frozen');
    await clock.advanceAsync(65_000);
    hosts.setMood('answers');
    await clock.advanceAsync(2_000);
    expect(store.view().state).toBe('ready');
  });
});

describe('K-01 a keychain that was restarted', () => {
  it('is found again by the operation that was refused, over a new connection', async () => {
    const { calls, store } = await setUpUsed();
    let renewed = 0;
    calls.onRenew(() => {
      renewed += 1;
      calls.setMode('open');
      return true;
    });
    for (const run of [
      () => readText(store, 'item').then((text) => expect(text).toBe('old')),
      () => store.put('item', Secret.of('new')).then((it) => expect(it.kind).toBe('ok')),
      () => store.remove('item').then((it) => expect(it.kind).toBe('ok')),
      () => store.probe().then((it) => expect(it).toBe('ready')),
    ]) {
      calls.setMode('gone');
      await run();
    }
    expect(renewed).toBe(4);
  });

  it('is missing when a new connection is of no use', async () => {
    const { calls, store } = await setUpUsed();
    let renewed = 0;
    calls.onRenew(() => {
      renewed += 1;
      return renewed === 1;
    });
    calls.setMode('gone');
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(await store.get('item')).toEqual({ kind: 'unavailable' });
    expect(renewed).toBe(2);
    expect(calls.log).toEqual(
      Array.from({ length: 3 }, () => ['read item', 'read __probe']).flat(),
    );
  });
});

describe('K-19 a session in which the system keeps nothing', () => {
  it.each(['darwin', 'win32', 'linux'] as const)(
    'is found by the first probe (%s)',
    async (platform) => {
      const { calls, store } = setUp({ platform });
      calls.setMode('gone');
      expect(await store.probe()).not.toBe('ready');
      expect(await store.put('item', Secret.of('value'))).not.toEqual({ kind: 'ok' });
    },
  );
});
