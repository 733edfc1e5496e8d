// The keychain's calls in a process of their own, over processes that exist only in memory and a clock that stands still.
import { describe, expect, it } from 'vitest';
import { createKeychainProcess } from '../../../electron/platform/keychain-process.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeHosts } from '../../fixtures/fake-keychain-host.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';

function setUp() {
  const hosts = createFakeHosts();
  const clock = createFakeClock();
  const logger = createFakeLogger();
  const calls = createKeychainProcess({ launch: hosts.launch, service: 'Test', clock, logger });
  return { hosts, clock, logger, calls };
}

/** Resolves with the code of the rejection. */
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (thrown: { readonly code?: string }) => thrown.code,
  );

describe('the process for keychain calls', () => {
  it('is not started before the first call, and serves every call after that', async () => {
    const { hosts, calls } = setUp();
    expect(hosts.started()).toBe(0);
    expect(await calls.load()).toBe(true);
    await calls.write('a', 'text');
    expect(await calls.read('a')).toBe('text');
    expect(await calls.read('b')).toBeNull();
    expect(await calls.erase('a')).toBe(true);
    expect(await calls.erase('a')).toBe(false);
    expect(hosts.started()).toBe(1);
  });

  it('K-13 tells a refusal from a binding that is not there and from a process that cannot be started', async () => {
    const { hosts, calls } = setUp();
    hosts.setMood('refuses');
    expect(await codeOf(calls.read('a'))).toBe('keychain_denied');
    hosts.setMood('unloadable');
    expect(await calls.load()).toBe(false);
    expect(await codeOf(calls.write('a', 'x'))).toBe('keychain_unavailable');
    hosts.crash();
    hosts.refuseToStart(true);
    expect(await codeOf(calls.read('a'))).toBe('keychain_unavailable');
    expect(await calls.load()).toBe(false);
  });

  it('D-09 logs that it ended and with which code, and nothing of what was asked', async () => {
    const { hosts, logger, calls } = setUp();
    await calls.write('item of alice', 'sealed text');
    hosts.crash();
    expect(logger.lines).toEqual([
      { level: 'error', event: 'keychain.host_crashed', fields: { code: 11 } },
    ]);
  });
});

describe('K-02 a process that crashes', () => {
  it('is started again by the next call and not before', async () => {
    const { hosts, calls } = setUp();
    await calls.write('a', 'text');
    hosts.crash();
    expect(hosts.started()).toBe(1);
    expect(await calls.read('a')).toBe('text');
    expect(hosts.started()).toBe(2);
  });

  it('during a read is asked once more', async () => {
    const { hosts, calls } = setUp();
    await calls.write('a', 'text');
    hosts.crashNext('before');
    expect(await calls.read('a')).toBe('text');
    hosts.crashNext('before', 2);
    expect(await codeOf(calls.read('a'))).toBe('keychain_unavailable');
  });

  it.each(['before', 'after'] as const)(
    'R-06 during a write has the item read back before it is written again (crash %s it took effect)',
    async (how) => {
      const { hosts, calls } = setUp();
      await calls.write('a', 'old');
      hosts.log.length = 0;
      hosts.crashNext(how);
      await calls.write('a', 'new');
      expect(hosts.items.get('a')).toBe('new');
      expect(hosts.log).toEqual(['1 write a', '1 gone', '2 read a', '2 write a']);
    },
  );

  it('R-06 again and again leaves an item that is read before any other is written', async () => {
    const { hosts, calls } = setUp();
    hosts.crashNext('before', 3);
    expect(await codeOf(calls.write('a', 'new'))).toBe('keychain_unavailable');
    hosts.crashNext('before');
    expect(await codeOf(calls.erase('b'))).toBe('keychain_unavailable');
    expect(hosts.log.filter((line) => line.endsWith('erase b'))).toEqual([]);
    calls.tryAfresh({ stuck: false });
    hosts.log.length = 0;
    await calls.write('c', 'other');
    await calls.write('d', 'other');
    expect(hosts.log).toEqual(['5 read a', '5 write c', '5 write d']);
  });

  it('R-06 during a removal erases what is still there', async () => {
    const { hosts, calls } = setUp();
    await calls.write('a', 'text');
    hosts.crashNext('before');
    expect(await calls.erase('a')).toBe(true);
    await calls.write('a', 'text');
    hosts.crashNext('after');
    expect(await calls.erase('a')).toBe(false);
    expect(hosts.items.has('a')).toBe(false);
  });
});

describe('K-02 three restarts a minute', () => {
  /** Three restarts, and the process is gone again. */
  async function setUpSpent() {
    const world = setUp();
    await world.calls.read('a');
    for (let restart = 0; restart < 3; restart += 1) {
      world.hosts.crash();
      await world.calls.read('a');
    }
    world.hosts.crash();
    return world;
  }

  it('are allowed; beyond that calls answer unavailable until the minute passed', async () => {
    const { hosts, clock, calls } = await setUpSpent();
    expect(hosts.started()).toBe(4);
    expect(await codeOf(calls.read('a'))).toBe('keychain_unavailable');
    expect(await codeOf(calls.write('a', 'x'))).toBe('keychain_unavailable');
    expect(await calls.load()).toBe(false);
    await clock.advanceAsync(59_999);
    expect(await codeOf(calls.read('a'))).toBe('keychain_unavailable');
    await clock.advanceAsync(1);
    expect(await calls.read('a')).toBeNull();
    expect(hosts.started()).toBe(5);
  });

  it('are not counted when a person tries again, once for each time', async () => {
    const { hosts, calls } = await setUpSpent();
    calls.tryAfresh({ stuck: false });
    expect(await calls.read('a')).toBeNull();
    hosts.crash();
    expect(await codeOf(calls.read('a'))).toBe('keychain_unavailable');
  });

  it('never let more than four processes run within a minute, however often they crash', async () => {
    const { hosts, clock, calls } = setUp();
    hosts.setMood('crashes');
    for (let call = 0; call < 600; call += 1) {
      await calls.read('a').catch(() => undefined);
      await clock.advanceAsync(100);
    }
    expect(hosts.started()).toBe(4);
  });
});

describe('K-02 a process that hangs', () => {
  it('is left alone while it answers itself: a person may be typing a password for as long as they like', async () => {
    const { hosts, clock, calls } = setUp();
    await calls.write('a', 'text');
    hosts.setMood('hangs');
    const read = calls.read('a');
    await clock.advanceAsync(3_600_000);
    hosts.setMood('answers');
    hosts.land();
    expect(await read).toBe('text');
    expect(hosts.started()).toBe(1);
    expect(hosts.log.filter((line) => line === '1 ping').length).toBeGreaterThan(30);
  });

  it('is ended after a minute when it does not answer itself, by force after two more seconds', async () => {
    const { hosts, clock, calls, logger } = setUp();
    await calls.write('a', 'text');
    hosts.setMood('frozen');
    const read = codeOf(calls.read('a'));
    await clock.advanceAsync(64_999);
    expect(hosts.log).not.toContain('1 terminate');
    await clock.advanceAsync(1);
    expect(hosts.log).toContain('1 terminate');
    expect(hosts.log).not.toContain('1 kill');
    await clock.advanceAsync(2_000);
    expect(hosts.log.slice(-2)).toEqual(['1 kill', '1 gone']);
    expect(await read).toBe('keychain_timed_out');
    hosts.setMood('answers');
    expect(await calls.read('a')).toBe('text');
    expect(logger.lines.map(({ event }) => event)).toEqual(['keychain.host_ended']);
    expect(clock.pending()).toBe(0);
  });

  it('K-12 within its first minute is not ended by Try again as long as it answers itself', async () => {
    const { hosts, clock, calls } = setUp();
    hosts.setMood('hangs');
    void calls.read('a').catch(() => undefined);
    await clock.advanceAsync(30_000);
    calls.tryAfresh({ stuck: true });
    await clock.advanceAsync(20_000);
    expect(hosts.log).toEqual(['1 read a', '1 ping']);
  });

  it('is ended by Try again after a second without an answer, or at once after a minute', async () => {
    for (const [mood, waitMs] of [
      ['frozen', 10_000],
      ['hangs', 60_000],
    ] as const) {
      const { hosts, clock, calls } = setUp();
      hosts.setMood(mood);
      const read = codeOf(calls.read('a'));
      await clock.advanceAsync(waitMs);
      expect(hosts.log).not.toContain('1 terminate');
      calls.tryAfresh({ stuck: true });
      await clock.advanceAsync(mood === 'frozen' ? 3_000 : 0);
      expect(await read).toBe('keychain_timed_out');
    }
  });

  it('R-06 and is ended during a write has that item read before anything else is written', async () => {
    const { hosts, clock, calls } = setUp();
    hosts.setMood('hangs');
    const write = codeOf(calls.write('a', 'consumed'));
    await clock.advanceAsync(60_000);
    calls.tryAfresh({ stuck: true });
    expect(await write).toBe('keychain_timed_out');
    // What the killed process had sent lands late, before the keychain hears the next process.
    hosts.land();
    hosts.setMood('answers');
    hosts.log.length = 0;
    await calls.write('b', 'other');
    await calls.write('a', 'newest');
    expect(hosts.log).toEqual(['2 read a', '2 write b', '2 write a']);
    expect(hosts.items.get('a')).toBe('newest');
  });

  it('is not followed by another one before it is gone', async () => {
    const { hosts, clock, calls } = setUp();
    hosts.setMood('frozen');
    void calls.read('a').catch(() => undefined);
    await clock.advanceAsync(65_000);
    hosts.setMood('answers');
    const next = calls.read('b');
    await clock.advanceAsync(1_999);
    expect(hosts.started()).toBe(1);
    await clock.advanceAsync(1);
    expect(await next).toBeNull();
    expect(hosts.started()).toBe(2);
  });
});

describe('K-01 a connection to a keychain that was restarted', () => {
  it('is given up with its process, once the keychain had answered over it', async () => {
    const { hosts, calls } = setUp();
    await calls.read('a');
    expect(await calls.renew?.()).toBe(true);
    expect(await calls.read('a')).toBeNull();
    expect(hosts.started()).toBe(2);
  });

  it('is kept where the keychain never answered: a new one would be no better', async () => {
    const { hosts, calls } = setUp();
    expect(await calls.renew?.()).toBe(false);
    hosts.setMood('refuses');
    await calls.load();
    await codeOf(calls.read('a'));
    expect(await calls.renew?.()).toBe(false);
    expect(hosts.started()).toBe(1);
  });
});
