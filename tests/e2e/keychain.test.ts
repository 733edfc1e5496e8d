// Takes the keychain away from the real app in every way it can go, and gives it back (K-01 to K-03, K-10).
import { expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press, rowOf } from '../fixtures/account-window.ts';
import { refreshesAt, signInMinutesAgo } from '../fixtures/aged-sign-in.ts';
import { answerOf, askApp, readAccount } from '../fixtures/ask-app.ts';
import type { AuthorizationServer } from '../fixtures/authorization-server.mjs';
import { test as base, readClipboard } from '../fixtures/desktop-test.ts';
import { eraseHeldTokens } from '../fixtures/held-tokens.ts';
import type { SystemBrowser } from '../fixtures/system-browser.ts';

type Desk = { readonly server: AuthorizationServer; readonly systemBrowser: SystemBrowser };

const test = base.extend<{ readonly desk: Desk }>({
  desk: ({ server, systemBrowser }, use) => use({ server, systemBrowser }),
});

const people = ['alice', 'bob'];
/** Overdue accounts begin at a random moment within 30 s. */
const within = { timeout: 60_000 };

async function signInAll(window: Page, { server, systemBrowser }: Desk): Promise<void> {
  for (const user of people) {
    systemBrowser.seat({ kind: 'signs_in', user });
    const definition = defineAccount(server.issuer, { label: user });
    answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
    await expectStatus(window, user, 'Active');
  }
}

async function expectWholeList(window: Page): Promise<void> {
  for (const user of people) {
    await expectStatus(window, user, 'Active');
    await expect(rowOf(window, user)).toContainText(/\d+m \d\ds/);
  }
}

const statusBar = (window: Page) => window.getByRole('contentinfo');

test('K-03 a keychain locked at the start hides no account, and Try again heals once it is unlocked', async ({
  keyring,
  launch,
  desk,
}) => {
  const first = await launch({ env: keyring.env });
  await signInAll(first.window, desk);
  await first.close();
  await keyring.lock();

  const { window, app } = await launch({ env: keyring.env });
  await expectWholeList(window);
  await expect(statusBar(window)).toContainText('GNOME Keyring, locked');
  const main = window.getByRole('main');
  await expect(main).toContainText('GNOME Keyring is locked');
  await press(rowOf(window, 'alice'), 'Copy token');
  await expect(window.getByText('alice: The keychain is locked')).toBeVisible();
  expect(await readClipboard(app)).toBe('');
  await window.screenshot({ path: 'test-output/screenshots/keychain-locked.png' });

  await keyring.unlock();
  await press(main, 'Try again');
  await expect(statusBar(window)).toContainText('GNOME Keyring, unlocked');
  await expect(main).not.toContainText('GNOME Keyring is locked');
  for (const user of people) {
    await press(rowOf(window, user), 'Copy token');
    await expect(window.getByText(`Token copied: ${user}`)).toBeVisible();
    expect(await desk.server.isActive(await readClipboard(app))).toBe(true);
  }
});

test('K-02 a keychain that does not answer leaves the list usable, and is there again when it answers', async ({
  keyring,
  launch,
  desk,
}) => {
  const first = await launch({ env: keyring.env });
  await signInAll(first.window, desk);
  await first.close();
  keyring.freeze();

  const { window, app } = await launch({ env: keyring.env });
  await expectWholeList(window);
  await expect(statusBar(window)).toContainText('waiting to be unlocked');
  await window.screenshot({ path: 'test-output/screenshots/keychain-waiting.png' });
  keyring.thaw();
  await expect(statusBar(window)).toContainText('GNOME Keyring, unlocked');
  await press(rowOf(window, 'bob'), 'Copy token');
  await expect.poll(async () => desk.server.isActive(await readClipboard(app))).toBe(true);
});

test('a refresh that finds the keychain locked loses nothing: what it brought survives a kill and is saved after unlocking', async ({
  keyring,
  launch,
  desk,
}) => {
  const first = await launch({ env: keyring.env });
  await signInAll(first.window, desk);
  const { accountId } = await readAccount(first.window, 'alice');
  desk.server.intercept(async ({ url }) => {
    if (url === '/token') await keyring.lock();
    return false;
  });
  await press(rowOf(first.window, 'alice'), 'Refresh');
  const refreshedAt = async (): Promise<number | null> =>
    (await readAccount(first.window, 'alice')).lastRefreshedAt;
  await expect.poll(refreshedAt).not.toBeNull();
  await expectStatus(first.window, 'alice', 'Active');
  await first.window.screenshot({ path: 'test-output/screenshots/refreshed-while-locked.png' });
  desk.server.intercept(null);
  await first.kill();
  await keyring.unlock();

  const { window } = await launch({ env: keyring.env });
  await expectStatus(window, 'alice', 'Active');
  answerOf(await askApp(window, 'account.refresh', { accountId }));
});

test('K-12 a keychain that locks while accounts are due is said once, timers go on, and unlocking it brings back copying and refreshing', async ({
  keyring,
  launch,
  desk,
}) => {
  test.setTimeout(180_000);
  const running = await launch({ env: keyring.env });
  const { window, app } = running;
  const accounts = people.map((user) => ({ label: user, user }));
  await signInMinutesAgo({ running, ...desk }, 55, accounts, () => keyring.lock());
  const main = window.getByRole('main');
  await expect(statusBar(window)).toContainText('GNOME Keyring, locked', within);
  await expect(statusBar(window)).not.toContainText('Next refresh');
  await expect(main.getByText('GNOME Keyring is locked')).toHaveCount(1);
  for (const user of people) {
    await expect(rowOf(window, user)).toContainText(/\dm \d\ds/);
    await expect(rowOf(window, user)).not.toContainText('Needs sign-in');
  }
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await press(rowOf(window, 'alice'), 'Copy token');
  const said = window.getByRole('region', { name: 'Notifications' });
  await expect(said).toContainText('alice: The keychain is locked');
  await expect(said.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(await readClipboard(app)).toBe('');
  expect(refreshesAt(desk.server)).toHaveLength(0);
  await window.screenshot({ path: 'test-output/screenshots/keychain-locks-meanwhile.png' });

  await keyring.unlock();
  await press(main, 'Try again');
  await expect(statusBar(window)).toContainText('GNOME Keyring, unlocked');
  await expect(main).not.toContainText('GNOME Keyring is locked');
  await press(rowOf(window, 'alice'), 'Copy token');
  await expect.poll(async () => desk.server.isActive(await readClipboard(app))).toBe(true);
  await expect.poll(() => refreshesAt(desk.server).length, within).toBeGreaterThanOrEqual(2);
  for (const user of people) {
    await expect(rowOf(window, user)).toContainText(/5\dm \d\ds/);
    await expectStatus(window, user, 'Active');
  }
  expect(desk.systemBrowser.opened).toHaveLength(people.length);
});

test('an item deleted behind the app is said of that account alone, and signing in again heals it', async ({
  launch,
  profile,
  desk,
}) => {
  const { window, app } = await launch();
  await signInAll(window, desk);
  const { accountId } = await readAccount(window, 'alice');
  await eraseHeldTokens(profile, accountId);
  await press(rowOf(window, 'alice'), 'Copy token');
  await expect(window.getByText('alice: The keychain no longer holds these tokens')).toBeVisible();
  await expectStatus(window, 'alice', 'Needs sign-in');
  await window.screenshot({ path: 'test-output/screenshots/keychain-item-gone.png' });
  await press(rowOf(window, 'bob'), 'Copy token');
  await expect.poll(async () => desk.server.isActive(await readClipboard(app))).toBe(true);
  await expectStatus(window, 'bob', 'Active');
  desk.systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  await press(rowOf(window, 'alice'), 'Sign in again');
  await expectStatus(window, 'alice', 'Active');
  answerOf(await askApp(window, 'account.copy', { accountId, form: 'token' }));
});

test('K-01 without any keychain the app starts, shows the whole list and says that none was found', async ({
  launch,
  desk,
}) => {
  const first = await launch();
  await signInAll(first.window, desk);
  await first.close();

  const { window } = await launch({
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
  });
  await expectWholeList(window);
  await expect(statusBar(window)).toContainText('No keychain');
  await expect(window.getByRole('main')).toContainText('No keychain was found');
  await press(rowOf(window, 'alice'), 'Copy token');
  await expect(window.getByText('alice: No keychain was found')).toBeVisible();
  await window.screenshot({ path: 'test-output/screenshots/keychain-missing.png' });
});
