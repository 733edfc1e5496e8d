/** A profile as the app leaves it behind after some weeks of use: files, snapshots and a keychain. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createElectronSettingsStore } from '../../../electron/platform/electron-settings-store.ts';
import { openInstallation } from '../../../electron/platform/installation-id.ts';
import type { AccountStore, SettingsStore } from '../../../electron/ports.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { createFakeClock, type FakeClock } from '../../fixtures/fake-clock.ts';
import type { FakeSecretStore } from '../../fixtures/fake-secret-store.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

export const heldIds = Array.from({ length: 12 }, (_, index) => `acct_held_${index}`);
export const removedId = 'acct_removed';
const minuteMs = 60_000;

export type Profile = {
  readonly folder: string;
  /** What the keychain holds, by item name. */
  readonly items: ReadonlyMap<string, string>;
};

export type StartedApp = ReturnType<typeof createTestApp> & {
  readonly store: AccountStore;
  readonly settings: SettingsStore;
};

type Parts = {
  readonly folder: string;
  readonly secrets: FakeSecretStore;
  readonly clock: FakeClock;
};

function openProfileInstallation(folder: string, accounts: AccountStore) {
  const file = path.join(folder, 'installation-id');
  return openInstallation({ file, accounts, at: testStart, keychainTravels: false });
}

/** Starts the app on the real files of a folder; throws what the start throws. */
export async function startApp({ folder, secrets, clock }: Parts): Promise<StartedApp> {
  const store = createElectronAccountStore({ folder, clock });
  const settings = createElectronSettingsStore({ folder, clock });
  const installation = openProfileInstallation(folder, store);
  const test = createTestApp([], { secrets, accounts: store, clock, installation });
  await test.app.afterFirstPaint();
  return { ...test, store, settings };
}

/** Waits for what goes on outside of the fake clock, such as compressing. */
export async function waitUntil(isSo: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (!isSo() && performance.now() < giveUpAt) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Makes it under `folder`, with the real stores and the real use cases. */
export async function makeProfileInUse(folder: string): Promise<Profile> {
  mkdirSync(path.join(folder), { recursive: true });
  const clock = createFakeClock({ wall: testStart - 200 * minuteMs });
  const store = createElectronAccountStore({ folder, clock });
  const held = [...heldIds, removedId].map((id) => holdAccount(id));
  for (const { record } of held) {
    const file = store.read();
    const accounts = { ...file.accounts, [record.accountId]: record };
    const index = { written: null, wanted: false, adopt: false };
    store.write({ ...file, accounts, index, sentinelWritten: true });
    await store.flush();
    clock.advance(7 * minuteMs);
  }
  const installation = openProfileInstallation(folder, store);
  const test = createTestApp(held, { accounts: store, clock, installation });
  for (const [item, text] of test.secrets.items) {
    const bound = { ...JSON.parse(text), installationId: installation.id() };
    test.secrets.items.set(item, JSON.stringify(bound));
  }
  await test.app.afterFirstPaint();
  await test.ask('account.remove', { accountId: removedId });
  await clock.advanceAsync(10 * minuteMs);
  await waitUntil(() => (store.read().index?.written ?? null) !== null);
  await store.flush();
  createElectronSettingsStore({ folder, clock }).write({ ...defaultSettings, theme: 'dark' });
  await test.app.stop();
  return { folder, items: test.secrets.items };
}
