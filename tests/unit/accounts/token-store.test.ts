import { describe, expect, it } from 'vitest';
import { createTokenStore } from '../../../electron/accounts/token-store.ts';
import { Secret } from '../../../electron/secret.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';
import { createFakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import { createFakeTokenJournal } from '../../fixtures/fake-token-journal.ts';

const id = 'acct_one_of_many';
const grant = (secret: string) => ({
  tokens: null,
  clientSecret: Secret.of(secret),
  nonce: null,
});

function setUp(knownGeneration = 0) {
  const clock = createFakeClock();
  const secrets = createFakeSecretStore();
  const saved: boolean[] = [];
  const store = createTokenStore({
    secrets,
    journal: createFakeTokenJournal({ unwritable: true }),
    clock,
    logger: createFakeLogger(),
    installationId: () => 'here',
    generations: {
      known: () => knownGeneration,
      raise: () => undefined,
      flush: async () => undefined,
    },
    needsNewest: () => true,
    isRemoved: () => false,
    onRecovered: () => undefined,
    onSaved: (_id, ok) => saved.push(ok),
    onLost: () => undefined,
  });
  return { clock, secrets, store, saved };
}

describe('the token store without a journal', () => {
  it('resolves a save only when the keychain has it, under a higher generation each time', async () => {
    const { store, secrets } = setUp(7);
    expect(await store.save(id, grant('one'))).toMatchObject({
      durability: 'durable',
      generation: 8,
    });
    expect(await store.save(id, grant('two'))).toMatchObject({
      durability: 'durable',
      generation: 9,
    });
    expect(secrets.items.get(id)).toContain('"generation":9');
  });

  it('R-07 keeps a refused set in memory, serves it, and tries again after 1, 2 and 4 s', async () => {
    const { store, secrets, clock, saved } = setUp();
    secrets.failWith('unavailable', ['put']);
    expect((await store.save(id, grant('kept'))).durability).toBe('unsaved');
    expect((await store.read(id)).clientSecret?.reveal()).toBe('kept');
    const puts = () => secrets.calls.filter((it) => it.startsWith('put')).length;
    for (const [wait, expected] of [
      [1000, 2],
      [2000, 3],
      [4000, 4],
    ] as const) {
      await clock.advanceAsync(wait);
      expect(puts()).toBe(expected);
    }
    secrets.failWith(null);
    await clock.advanceAsync(8_000);
    expect(saved.at(-1)).toBe(true);
    expect(secrets.items.get(id)).toContain('kept');
    expect(store.unsavedCount()).toBe(0);
  });

  it('K-12 never asks a locked keychain by a timer, only when it is open again or a person tries', async () => {
    const { store, secrets, clock } = setUp();
    secrets.failWith('locked', ['put']);
    await store.save(id, grant('kept'));
    const puts = () => secrets.calls.filter((it) => it.startsWith('put')).length;
    expect(puts()).toBe(1);
    await clock.advanceAsync(10 * 60_000);
    expect(puts()).toBe(1);
    secrets.failWith(null);
    await store.retry();
    expect(secrets.items.get(id)).toContain('kept');
  });

  it('never lets an older set that is tried again replace a newer one', async () => {
    const { store, secrets, clock } = setUp();
    secrets.failWith('locked', ['put']);
    await store.save(id, grant('old'));
    secrets.failWith(null);
    await store.save(id, grant('new'));
    await clock.advanceAsync(120_000);
    expect(secrets.items.get(id)).toContain('new');
  });

  it('keeps the newest set when a slow write and a newer save overlap', async () => {
    const { store, secrets } = setUp();
    const release = secrets.hold();
    const first = store.save(id, grant('old'));
    const second = store.save(id, grant('new'));
    release();
    await Promise.all([first, second]);
    expect(secrets.items.get(id)).toContain('new');
    expect((await store.read(id)).clientSecret?.reveal()).toBe('new');
    expect(store.unsavedCount()).toBe(0);
  });

  it('K-15 tells an item that somebody deleted from one that never was', async () => {
    await expect(setUp(3).store.read(id)).rejects.toMatchObject({ code: 'secret_missing' });
    expect(await setUp(0).store.read(id)).toEqual({
      generation: 0,
      tokens: null,
      clientSecret: null,
      nonce: null,
    });
  });

  it.each(['locked', 'unavailable', 'timed_out', 'denied'] as const)(
    'K-03 never takes a keychain that is %s for an absent item',
    async (failure) => {
      const { store, secrets } = setUp(1);
      secrets.failWith(failure);
      await expect(store.read(id)).rejects.toMatchObject({ code: `keychain_${failure}` });
    },
  );

  it('says that an item is corrupt or foreign instead of using it', async () => {
    const { store, secrets } = setUp(1);
    secrets.items.set(id, '{"v":1}');
    await expect(store.read(id)).rejects.toMatchObject({ code: 'secret_corrupt' });
    await store.save(id, grant('x'));
    secrets.items.set(id, (secrets.items.get(id) ?? '').replace('here', 'elsewhere'));
    await expect(store.read(id)).rejects.toMatchObject({ code: 'secret_foreign' });
  });

  it('R-10 refuses an item older than what was durable before, and shows it only to what ends tokens', async () => {
    const { store, secrets } = setUp(5);
    await store.save(id, grant('earlier'));
    const backup = (secrets.items.get(id) ?? '').replace('"generation":6', '"generation":4');
    secrets.items.set(id, backup);
    await expect(store.read(id)).rejects.toMatchObject({ code: 'secret_outdated' });
    expect((await store.readHeld(id)).clientSecret?.reveal()).toBe('earlier');
  });

  it('R-10 takes an item of just that generation, or of a later one', async () => {
    const { store, secrets } = setUp(5);
    await store.save(id, grant('kept'));
    for (const generation of [5, 6, 7]) {
      const item = JSON.parse(secrets.items.get(id) ?? '') as Record<string, unknown>;
      secrets.items.set(id, JSON.stringify({ ...item, generation }));
      expect((await store.read(id)).generation).toBe(generation);
    }
  });

  it('R-10 tells the metadata of no generation that only memory holds', async () => {
    const { store, secrets } = setUp(5);
    secrets.failWith('locked', ['put']);
    expect(await store.save(id, grant('a'))).toMatchObject({ generation: 6, known: 5 });
    secrets.failWith(null);
    expect(await store.save(id, grant('b'))).toMatchObject({ generation: 7, known: 7 });
  });

  it('K-15 tells them of the first one, so that an item that never came is missed', async () => {
    const { store, secrets } = setUp();
    secrets.failWith('locked', ['put']);
    expect(await store.save(id, grant('a'))).toMatchObject({ generation: 1, known: 1 });
  });

  it('says that an item is proven gone only when the keychain said so', async () => {
    const { store, secrets } = setUp();
    await store.save(id, grant('x'));
    secrets.failWith('locked', ['remove']);
    expect(await store.erase(id)).not.toBeNull();
    secrets.failWith(null);
    expect(await store.erase(id)).toBeNull();
    expect(secrets.items.size).toBe(0);
  });
});
