// What the app does by itself about a keychain that is not there, over the real composition root on fakes.
import { describe, expect, it } from 'vitest';
import { createFakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

async function setUp(failure: 'unavailable' | 'locked') {
  const keychain = createFakeSecretStore();
  let probes = 0;
  const secrets = {
    ...keychain,
    probe: () => {
      probes += 1;
      return keychain.probe();
    },
  };
  const world = createTestApp([holdAccount('acct_a')], { secrets });
  keychain.failWith(failure);
  await world.app.afterFirstPaint();
  probes = 0;
  return { ...world, keychain, probes: () => probes };
}

describe('a keychain that is missing', () => {
  it('K-01 is looked for once a minute, and everything goes on when it is there', async () => {
    const world = await setUp('unavailable');
    await world.clock.advanceAsync(59_999);
    expect(world.snapshot().keychain.state).toBe('missing');
    await world.clock.advanceAsync(180_001);
    expect(world.probes()).toBe(4);
    world.keychain.failWith(null);
    await world.clock.advanceAsync(60_000);
    expect(world.snapshot().keychain.state).toBe('ready');
    await world.clock.advanceAsync(600_000);
    expect(world.probes()).toBe(5);
  });

  it('K-12 is not looked for when it is locked: only a person may be asked then', async () => {
    const world = await setUp('locked');
    await world.clock.advanceAsync(600_000);
    expect(world.probes()).toBe(0);
  });
});
