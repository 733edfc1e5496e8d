/** Times a token set from the bytes that were received to durable and to the keychain, beside the least a disk takes. */
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { createTokenStore } from '../../../electron/accounts/token-store.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { SecretStore } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';

/** Milliseconds each. */
export type SaveTimes = {
  readonly durable: readonly number[];
  readonly inKeychain: readonly number[];
  /** A bare append and sync of as many bytes. */
  readonly floor: readonly number[];
};

const clock = createSystemClock();

/** The size of a usual set: an access token of 2 KB, a refresh token of 1 KB. */
export const usualGrant = (n: number) => ({
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

/** The least that makes the bytes of one sealed set durable. */
export async function appendAndSync(bare: FileHandle): Promise<void> {
  await bare.appendFile('b'.repeat(4_700));
  await bare.sync();
}

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** A store as the app composes it, over `secrets` that also tell when an item was written and read back. */
export function openTimedStore(secrets: SecretStore, file: string) {
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
    needsNewest: () => true,
    isRemoved: () => false,
    onSaved: () => undefined,
    onRecovered: () => undefined,
    onLost: () => undefined,
  });
  const whenPut = (item: string): Promise<void> =>
    new Promise((resolve) => waiting.set(item, resolve));
  return { store, whenPut };
}

/** One set after the other over as many accounts; each waits until the one before is in the keychain. */
export async function timeSaves(
  secrets: SecretStore,
  folder: string,
  { accounts, saves }: { readonly accounts: number; readonly saves: number },
): Promise<SaveTimes> {
  const { store, whenPut } = openTimedStore(secrets, path.join(folder, 'tokens.journal'));
  const idOf = (n: number): string => `acct_${n % accounts}`;
  for (let n = 0; n < accounts; n += 1) await store.save(idOf(n), usualGrant(n));
  await store.retry();
  const bare = await open(path.join(folder, 'bare'), 'a');
  const [durable, inKeychain, floor]: [number[], number[], number[]] = [[], [], []];
  for (let n = 0; n < saves; n += 1) {
    const arrived = whenPut(idOf(n));
    const received = performance.now();
    const saved = await store.save(idOf(n), usualGrant(1_000 + n));
    durable.push(performance.now() - received);
    if (saved.durability !== 'durable') throw new Error('a set was not durable');
    await arrived;
    inKeychain.push(performance.now() - received);
    floor.push(await timed(() => appendAndSync(bare)));
  }
  await bare.close();
  return { durable, inKeychain, floor };
}
