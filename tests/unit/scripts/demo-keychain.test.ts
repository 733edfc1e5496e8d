/** The demo cleans up under the very name that the app uses. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { auditHeadItem } from '../../../electron/accounts/audit-head.ts';
import { journalKeyItem } from '../../../electron/accounts/journal-key.ts';
import { indexItem } from '../../../electron/accounts/keychain-index.ts';
import { unwrittenItem } from '../../../electron/accounts/unwritten-note.ts';
import { sentinelItem } from '../../../electron/platform/keychain-operations.ts';
import { keychainServiceName } from '../../../electron/platform/keychain-service-name.ts';
import { itemsOf, serviceNameOf } from '../../../scripts/demo-keychain.mjs';

it("K-16 names a throw-away profile's keychain service as the app does", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), 'tokenward-profile-'));
  try {
    expect(serviceNameOf(profile)).toBe(keychainServiceName(profile, '/home/somebody/.config/x'));
  } finally {
    await rm(profile, { recursive: true });
  }
});

it('K-17 erases every item that the app can have written for a profile', async () => {
  const profile = await mkdtemp(path.join(tmpdir(), 'tokenward-profile-'));
  try {
    const own = [sentinelItem, journalKeyItem, indexItem, auditHeadItem, unwrittenItem];
    expect(itemsOf(profile)).toEqual(own);
    const kept = { accounts: { acct_a: {} }, tombstones: ['acct_b'] };
    await writeFile(path.join(profile, 'accounts.json'), JSON.stringify(kept));
    expect(itemsOf(profile)).toEqual([...own, 'acct_a', 'acct_b']);
  } finally {
    await rm(profile, { recursive: true });
  }
});
