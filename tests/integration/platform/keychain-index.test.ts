// The copy of the list of accounts in a real keyring, and in one that takes only short values as Windows does.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeIndexText } from '../../../electron/accounts/account-index.ts';
import { indexItem, putIndex, readIndex } from '../../../electron/accounts/keychain-index.ts';
import { createChunkedCalls } from '../../../electron/platform/chunked-calls.ts';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { createFakeKeychainCalls } from '../../fixtures/fake-keychain-calls.ts';
import { type Keyring, startKeyring } from '../../fixtures/keyring.ts';
import { makeRealSecretStore } from '../../fixtures/real-secret-store.ts';

let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
});

afterAll(async () => {
  await keyring.stop();
});

/** Each at a server of its own, with a client of its own. */
const records = Array.from({ length: 1_000 }, (_, index) => {
  const base = makeAccountRecord(`acct_${index}_${crypto.randomUUID()}`);
  const issuer = `https://${crypto.randomUUID()}.example`;
  return {
    ...base,
    definition: { ...base.definition, issuer, clientId: crypto.randomUUID() },
    server: base.server && { ...base.server, issuer, tokenEndpoint: `${issuer}/token` },
  };
});
const next = writeIndexText('of-this-machine', records);

it('D-01 gnome-keyring gives back the copy of 1,000 accounts as it was', async () => {
  const { store } = makeRealSecretStore();
  const start = performance.now();
  expect(await putIndex(store, next, null)).toBe('ok');
  const written = performance.now();
  const found = await readIndex(store);
  const read = performance.now();
  console.log(
    `index of 1,000 accounts: written in ${Math.round(written - start)} ms, read in ${Math.round(read - written)} ms`,
  );
  expect(found).toMatchObject({ digest: next.digest, installationId: 'of-this-machine' });
  expect(typeof found === 'object' && found.entries.length).toBe(1_000);
});

it('D-01 a keychain of short values keeps it in parts, and tells how many', async () => {
  const calls = createFakeKeychainCalls();
  let written = false;
  const store = createSecretStore({
    calls: createChunkedCalls(calls),
    clock: createSystemClock(),
    name: 'Credential Manager',
    platform: 'win32',
    sentinelWritten: () => written,
    markSentinelWritten: () => {
      written = true;
    },
  });
  expect(await putIndex(store, next, null)).toBe('ok');
  console.log(`index of 1,000 accounts: ${calls.items.size} items of at most 2,400 bytes`);
  for (const value of calls.items.values()) expect(value.length).toBeLessThanOrEqual(2_560);
  const found = await readIndex(store);
  expect(typeof found === 'object' && found.entries.length).toBe(1_000);
  expect(await putIndex(store, writeIndexText('of-this-machine', []), next.digest)).toBe('ok');
  expect([...calls.items.keys()].filter((name) => name.startsWith(indexItem))).toEqual([indexItem]);
});
