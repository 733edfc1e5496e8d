// How long a token set takes to be durable, and to be in a real keychain of 100 accounts; figures are printed, not judged.
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newJournalKey, sealForJournal } from '../../../electron/accounts/journal-seal.ts';
import { createTokenStore } from '../../../electron/accounts/token-store.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { SecretStore } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';
import { type Keyring, startKeyring } from '../../fixtures/keyring.ts';
import { makeRealSecretStore } from '../../fixtures/real-secret-store.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const accountCount = 100;
const clock = createSystemClock();
let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
});
afterAll(() => keyring.stop());

/** The size of a usual set: an access token of 2 KB, a refresh token of 1 KB. */
const grantOf = (n: number) => ({
  tokens: {
    accessToken: Secret.of(`access-${n}-`.padEnd(2_048, 'a')),
    refreshToken: Secret.of(`refresh-${n}-`.padEnd(1_024, 'r')),
    idToken: null,
    issuedAt: 0,
    expiresAt: null,
    refreshExpiresAt: null,
    scope: 'openid',
    tokenType: 'bearer',
  },
  clientSecret: null,
  nonce: null,
});

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** The least that makes the bytes of one sealed set durable. */
async function appendAndSync(bare: FileHandle): Promise<void> {
  await bare.appendFile('b'.repeat(4_700));
  await bare.sync();
}

function describeTimes(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${times.length} times)`;
}

describe('the journal in figures', () => {
  it('appends and syncs beside a bare synced write of the same bytes', async () => {
    const folder = makeFolder();
    const journal = createFileTokenJournal({ file: path.join(folder, 'tokens.journal'), clock });
    const key = newJournalKey();
    const text = Secret.of('t'.repeat(3_400));
    const bare = await open(path.join(folder, 'bare'), 'a');
    const appends: number[] = [];
    const floors: number[] = [];
    for (let generation = 1; generation <= 400; generation += 1) {
      const owner = { accountId: `acct_${generation % accountCount}`, generation };
      floors.push(await timed(() => appendAndSync(bare)));
      appends.push(
        await timed(() => journal.append({ ...owner, sealed: sealForJournal(key, owner, text) })),
      );
    }
    await bare.close();
    console.info(`seal, append and sync: ${describeTimes(appends)}`);
    console.info(`bare append and sync:  ${describeTimes(floors)}`);
    expect((await journal.read()).entries).toHaveLength(accountCount);
  });

  it('makes 100 accounts durable at once, and replays 1,000 entries', async () => {
    const file = path.join(makeFolder(), 'tokens.journal');
    const { store: secrets } = makeRealSecretStore();
    const first = openStore(secrets, file).store;
    await first.save('acct_first', grantOf(0));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const ids = Array.from({ length: 1_000 }, (_, n) => `acct_${n}`);
    const locked: SecretStore = { ...secrets, put: async () => ({ kind: 'locked' }) };
    const { store } = openStore(locked, file);
    await store.replay();
    const storm = await timed(() =>
      Promise.all(ids.slice(0, 100).map((id, n) => store.save(id, grantOf(n)))),
    );
    for (const [n, id] of ids.slice(100).entries()) await store.save(id, grantOf(n));
    const replayed = openStore(locked, file).store;
    const start = await timed(replayed.replay);
    console.info(`100 saves at once: all durable after ${storm.toFixed(1)} ms`);
    console.info(`replay of 1,000 entries: ${start.toFixed(1)} ms`);
    const { tokens } = await replayed.read('acct_999');
    expect(tokens?.refreshToken?.equals(Secret.of('refresh-899-'.padEnd(1_024, 'r')))).toBe(true);
  });

  it('saves to durable and to the keychain with 100 accounts in gnome-keyring', async () => {
    const { store: secrets } = makeRealSecretStore();
    const { store, whenPut } = openStore(secrets, path.join(makeFolder(), 'tokens.journal'));
    const ids = Array.from({ length: accountCount }, (_, n) => `acct_${n}`);
    for (const [n, id] of ids.entries()) await store.save(id, grantOf(n));
    await store.retry();
    const bare = await open(path.join(makeFolder(), 'bare'), 'a');
    const floors: number[] = [];
    const durable: number[] = [];
    const inKeychain: number[] = [];
    for (const [n, id] of ids.entries()) {
      const arrived = whenPut(id);
      const received = performance.now();
      const { durability } = await store.save(id, grantOf(1_000 + n));
      durable.push(performance.now() - received);
      expect(durability).toBe('durable');
      await arrived;
      inKeychain.push(performance.now() - received);
      floors.push(await timed(() => appendAndSync(bare)));
    }
    await bare.close();
    console.info(`received to durable:     ${describeTimes(durable)}`);
    console.info(`bare append and sync:    ${describeTimes(floors)}`);
    console.info(`received to keychain:    ${describeTimes(inKeychain)}`);
  }, 60_000);
});

/** A store as the app composes it, over `secrets` that also tell when an item was written and read back. */
function openStore(secrets: SecretStore, file: string) {
  const waiting = new Map<string, () => void>();
  const generations = new Map<string, number>();
  const store = createTokenStore({
    secrets: {
      ...secrets,
      async put(item, value) {
        const result = await secrets.put(item, value);
        if (result.kind === 'ok') waiting.get(item)?.();
        return result;
      },
    },
    journal: createFileTokenJournal({ file, clock }),
    clock,
    logger: createFakeLogger(),
    installationId: () => 'here',
    generations: {
      known: (accountId) => generations.get(accountId) ?? 0,
      raise: (accountId, generation) => generations.set(accountId, generation),
      flush: async () => undefined,
    },
    isRemoved: () => false,
    onSaved: () => undefined,
    onRecovered: () => undefined,
    onLost: () => undefined,
  });
  const whenPut = (item: string): Promise<void> =>
    new Promise((resolve) => waiting.set(item, resolve));
  return { store, whenPut };
}
