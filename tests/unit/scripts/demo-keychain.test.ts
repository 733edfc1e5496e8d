/** The demo cleans up under the very name that the app uses. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keychainServiceName } from '../../../electron/platform/keychain-service-name.ts';
import { serviceNameOf } from '../../../scripts/demo-keychain.mjs';

it("K-16 names a throw-away profile's keychain service as the app does", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), 'tokenward-profile-'));
  try {
    expect(serviceNameOf(profile)).toBe(keychainServiceName(profile, '/home/somebody/.config/x'));
  } finally {
    await rm(profile, { recursive: true });
  }
});
