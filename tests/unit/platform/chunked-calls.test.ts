import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChunkedCalls } from '../../../electron/platform/chunked-calls.ts';
import type { KeychainCalls } from '../../../electron/platform/keychain-calls.ts';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import { Secret } from '../../../electron/secret.ts';
import { describeSecretStore, readText } from '../../fixtures/contracts/secret-store-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeKeychainCalls } from '../../fixtures/fake-keychain-calls.ts';

const limit = 2_560;

/** A keychain that refuses what Windows refuses, and can be switched off after a number of changes. */
function makeWindowsLike() {
  const calls = createFakeKeychainCalls();
  let changesLeft = Number.POSITIVE_INFINITY;
  const spend = (): void => {
    if (changesLeft <= 0) throw new Error('the process was killed');
    changesLeft -= 1;
  };
  const bare: KeychainCalls = {
    load: calls.load,
    read: calls.read,
    write: async (item, text) => {
      if (Buffer.byteLength(text) > limit) throw new Error('The stub received bad data.');
      spend();
      await calls.write(item, text);
    },
    erase: async (item) => {
      spend();
      return calls.erase(item);
    },
  };
  return {
    items: calls.items,
    chunked: createChunkedCalls(bare),
    killAfter: (changes: number) => {
      changesLeft = changes;
    },
    revive: () => {
      changesLeft = Number.POSITIVE_INFINITY;
    },
  };
}

const textOf = (length: number, letter: string): string => letter.repeat(length);

function makeStore(calls: KeychainCalls) {
  let written = false;
  return createSecretStore({
    calls,
    clock: createFakeClock(),
    name: 'Windows Credential Manager',
    platform: 'win32',
    sentinelWritten: () => written,
    markSentinelWritten: () => {
      written = true;
    },
  });
}

describeSecretStore('the guard over chunks', () => makeStore(makeWindowsLike().chunked));

describe('K-07 long texts in a keychain that takes 2,560 bytes', () => {
  it('P-11 gives back texts of every length to 70,000 that were written over one another', async () => {
    const { chunked, items } = makeWindowsLike();
    const lengths = [1, 2_399, 2_400, 2_401, 4_800, 4_801, 70_000, 2_500, 9_600, 3, 12_000, 2_401];
    for (const [index, length] of lengths.entries()) {
      const text = textOf(length, String.fromCharCode(97 + index));
      await chunked.write('item', text);
      expect(await chunked.read('item')).toBe(text);
      const needed = length <= 2_400 ? 1 : 1 + Math.ceil(length / 2_400);
      expect(items.size).toBe(needed);
    }
    expect(await chunked.erase('item')).toBe(true);
    expect(items.size).toBe(0);
  });

  it('P-11 reads the old text or the new one, never a mix, wherever a write breaks off', async () => {
    const length = fc.integer({ min: 1, max: 30_000 });
    await fc.assert(
      fc.asyncProperty(length, length, fc.nat(30), async (before, after, changes) => {
        const { chunked, items, killAfter, revive } = makeWindowsLike();
        const [old, next] = [textOf(before, 'o'), textOf(after, 'n')];
        await chunked.write('item', old);
        killAfter(changes);
        await chunked.write('item', next).catch(() => undefined);
        revive();
        expect([old, next]).toContain(await chunked.read('item'));
        await chunked.write('item', old);
        expect(await chunked.read('item')).toBe(old);
        await chunked.erase('item');
        expect([...items.keys()]).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('P-11 gives back a sample of the 70,000 sizes, each written over the one before', async () => {
    const { chunked, items } = makeWindowsLike();
    const sizes = Array.from({ length: 233 }, (_, index) => 1 + ((index * 30_011) % 70_000));
    const edges = Array.from({ length: 29 }, (_, chunks) => 2_400 * (chunks + 1)).flatMap(
      (size) => [size - 1, size, size + 1],
    );
    for (const size of [...sizes, ...edges, 70_000]) {
      const text = textOf(size, String.fromCharCode(97 + (size % 26)));
      await chunked.write('item', text);
      expect(await chunked.read('item')).toBe(text);
      for (const [name, part] of items) expect([name, part.length <= 2_400]).toEqual([name, true]);
    }
  });

  it('P-11 gives 0 mixed values for a kill at every point of every kind of change', async () => {
    const lengths = [1, 2_400, 2_401, 7_000, 12_000, 24_001, 60_000];
    let kills = 0;
    let mixed = 0;
    for (const before of lengths) {
      for (const after of lengths) {
        for (let changes = 0; ; changes += 1) {
          const { chunked, killAfter, revive } = makeWindowsLike();
          const [old, next] = [textOf(before, 'o'), textOf(after, 'n')];
          // Twice, so that either generation of parts may be the one that is replaced.
          await chunked.write('item', next);
          await chunked.write('item', old);
          killAfter(changes);
          const killed = await chunked.write('item', next).then(
            () => false,
            () => true,
          );
          revive();
          const found = await chunked.read('item');
          if (found !== old && found !== next) mixed += 1;
          if (!killed) break;
          kills += 1;
        }
      }
    }
    process.stdout.write(
      `P-11 ${kills} kills between the parts of a value: ${mixed} mixed values\n`,
    );
    expect(kills).toBeGreaterThanOrEqual(500);
    expect(mixed).toBe(0);
  });

  it('shows as corrupt when a chunk was deleted or changed', async () => {
    const { chunked, items } = makeWindowsLike();
    const store = makeStore(chunked);
    await store.put('item', Secret.of(textOf(9_000, 'x')));
    expect(await readText(store, 'item')).toBe(textOf(9_000, 'x'));
    const [chunk = ''] = [...items.keys()].filter((name) => name.endsWith('/1'));
    items.set(chunk, `${items.get(chunk)?.slice(1)}y`);
    expect(await readText(store, 'item')).toBe('<corrupt>');
    items.delete(chunk);
    expect(await readText(store, 'item')).toBe('<corrupt>');
  });
});
