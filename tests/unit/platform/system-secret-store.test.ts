// How the keychain of each system is put together: in one item where it can be, in parts where it must be.
import { describe, expect, it } from 'vitest';
import { createSystemSecretStore } from '../../../electron/platform/system-secret-store.ts';
import { Secret } from '../../../electron/secret.ts';
import { describeSecretStore, readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeHosts } from '../../fixtures/fake-keychain-host.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';

function setUp(platform: NodeJS.Platform) {
  const hosts = createFakeHosts();
  let written = false;
  const store = createSystemSecretStore({
    launch: hosts.launch,
    service: 'Test',
    clock: createFakeClock(),
    logger: createFakeLogger(),
    name: 'Test Keychain',
    platform,
    sentinelWritten: () => written,
    markSentinelWritten: () => {
      written = true;
    },
  });
  return { hosts, store };
}

const platforms = ['linux', 'darwin', 'win32'] as const;
const long = 'x'.repeat(64 * 1024);

describe.each(platforms)('the keychain of %s in its own process', (platform) => {
  describeSecretStore(`over a process (${platform})`, () => setUp(platform).store);

  it('K-08 gives back 64 KiB, also after a crash in the middle of writing them', async () => {
    const { hosts, store } = setUp(platform);
    expect(await store.put('item', Secret.of('short'))).toEqual({ kind: 'ok' });
    hosts.crashNext('after');
    expect(await store.put('item', Secret.of(long))).toEqual({ kind: 'ok' });
    expect(await readText(store, 'item')).toBe(long);
  });
});

describe('K-11 an account of any size', () => {
  it.each(['darwin', 'linux'] as const)(
    'is one item, beside the one that tells a lock from absence, so that it is asked for once (%s)',
    async (platform) => {
      const { hosts, store } = setUp(platform);
      await store.put('acct_a', Secret.of(long));
      await store.put('acct_b', Secret.of('short'));
      expect([...hosts.items.keys()].sort()).toEqual(['__probe', 'acct_a', 'acct_b']);
      hosts.log.length = 0;
      await store.get('acct_a');
      expect(hosts.log).toEqual(['1 read acct_a']);
    },
  );

  it('K-07 is kept in parts under Windows, and every part goes with it', async () => {
    const { hosts, store } = setUp('win32');
    await store.put('acct_a', Secret.of(long));
    expect(hosts.items.size).toBeGreaterThan(20);
    expect(await store.remove('acct_a')).toEqual({ kind: 'ok' });
    expect([...hosts.items.keys()]).toEqual(['__probe']);
  });
});
