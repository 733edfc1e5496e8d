// How long a token set takes to be durable, and to be in a real keychain of 100 accounts; figures are printed, not judged.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newJournalKey, sealForJournal } from '../../../electron/accounts/journal-seal.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { SecretStore } from '../../../electron/ports.ts';
import { Secret } from '../../../electron/secret.ts';
import { percentile } from '../../faults/figures/percentile.ts';
import {
  appendAndSync,
  openTimedStore,
  timed,
  timeSaves,
  usualGrant,
} from '../../faults/figures/time-saves.ts';
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

function describeTimes(times: readonly number[]): string {
  const at = (share: number): string => percentile(times, share).toFixed(2);
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
    const first = openTimedStore(secrets, file).store;
    await first.save('acct_first', usualGrant(0));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const ids = Array.from({ length: 1_000 }, (_, n) => `acct_${n}`);
    const locked: SecretStore = { ...secrets, put: async () => ({ kind: 'locked' }) };
    const { store } = openTimedStore(locked, file);
    await store.replay();
    const storm = await timed(() =>
      Promise.all(ids.slice(0, 100).map((id, n) => store.save(id, usualGrant(n)))),
    );
    for (const [n, id] of ids.slice(100).entries()) await store.save(id, usualGrant(n));
    const replayed = openTimedStore(locked, file).store;
    const start = await timed(replayed.replay);
    console.info(`100 saves at once: all durable after ${storm.toFixed(1)} ms`);
    console.info(`replay of 1,000 entries: ${start.toFixed(1)} ms`);
    const { tokens } = await replayed.read('acct_999');
    expect(tokens?.refreshToken?.equals(Secret.of('refresh-899-'.padEnd(1_024, 'r')))).toBe(true);
  });

  it('saves to durable and to the keychain with 100 accounts in gnome-keyring', async () => {
    const { store: secrets } = makeRealSecretStore();
    const sizes = { accounts: accountCount, saves: accountCount };
    const { durable, floor, inKeychain } = await timeSaves(secrets, makeFolder(), sizes);
    console.info(`received to durable:     ${describeTimes(durable)}`);
    console.info(`bare append and sync:    ${describeTimes(floor)}`);
    console.info(`received to keychain:    ${describeTimes(inKeychain)}`);
  }, 60_000);
});
