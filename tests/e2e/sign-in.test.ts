// The other ways a sign-in can go in the real app: pasted, cancelled, denied, as somebody else, once more, and again.
import { expect, type Page } from '@playwright/test';
import {
  expectStatus,
  press,
  rowOf,
  startSignIn,
  takeFromMenu,
  textbox,
} from '../fixtures/account-window.ts';
import { readAccount, readSnapshot } from '../fixtures/ask-app.ts';
import { fingerprintOf } from '../fixtures/authorization-server-log.mjs';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import { readHeldTokens } from '../fixtures/held-tokens.ts';
import { signInAs } from '../fixtures/sign-in-window.ts';
import type { SystemBrowser } from '../fixtures/system-browser.ts';

const label = 'Billing';

async function openedAt(systemBrowser: SystemBrowser, place: number): Promise<string> {
  await expect.poll(() => systemBrowser.opened.length).toBeGreaterThan(place);
  return systemBrowser.opened[place] ?? '';
}

const waiting = (window: Page) =>
  window.getByRole('dialog', { name: 'Finish signing in in your browser' });

test('Copy link, a browser that cannot come back, and the address it landed on, pasted', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window, app } = await launch();
  await startSignIn(window, { issuer: server.issuer, label });
  const opened = await openedAt(systemBrowser, 0);
  await press(waiting(window), 'Copy link');
  await expect.poll(() => readClipboard(app)).toBe(opened);
  const { landedOn } = await systemBrowser.walk(opened, {
    user: 'carol',
    stopsBeforeRedirect: true,
  });
  const address = landedOn?.href ?? '';
  await textbox(window, 'Paste the address you landed on').fill(
    address.replace(/state=[^&]+/, 'state=another'),
  );
  await press(waiting(window), 'Finish');
  await expect(waiting(window)).toContainText('This answer belongs to another sign-in');
  await window.screenshot({ path: 'test-output/screenshots/sign-in-wrong-address.png' });
  await textbox(window, 'Paste the address you landed on').fill(address);
  await press(waiting(window), 'Finish');
  await expectStatus(window, label, 'Active');
  await expect(rowOf(window, label)).toContainText('carol@example.test');
});

test('Open again repeats the request, Choose another user asks the server to let the person choose', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  await startSignIn(window, { issuer: server.issuer, label });
  const first = await openedAt(systemBrowser, 0);
  await press(waiting(window), 'Open again');
  expect(await openedAt(systemBrowser, 1)).toBe(first);
  await press(waiting(window), 'Choose another user');
  const chosen = new URL(await openedAt(systemBrowser, 2));
  expect(chosen.searchParams.get('prompt')).toMatch(/^select_account\b/);
  await systemBrowser.walk(first, { user: 'alice' });
  await expect(waiting(window)).toBeVisible();
  await systemBrowser.walk(chosen.href, { user: 'bob' });
  await expectStatus(window, label, 'Active');
  await expect(rowOf(window, label)).toContainText('bob@example.test');
});

test('Cancel ends the sign-in and leaves no account; what was typed is still in the form', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  await startSignIn(window, { issuer: server.issuer, label });
  const { searchParams } = new URL(await openedAt(systemBrowser, 0));
  await press(waiting(window), 'Cancel');
  await expect(window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
  expect((await readSnapshot(window)).flows).toEqual([]);
  await expect(fetch(searchParams.get('redirect_uri') ?? '')).rejects.toThrow();
  await press(window.getByRole('banner'), 'Add account');
  await expect(textbox(window, 'Label')).toHaveValue(label);
});

test('a person who says no sees why, and Try again signs the same account in', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  systemBrowser.seat({ kind: 'denies' });
  await startSignIn(window, { issuer: server.issuer, label });
  const failed = window.getByRole('dialog', { name: 'Signing in did not work' });
  await expect(failed).toContainText('The person said no.');
  await window.screenshot({ path: 'test-output/screenshots/sign-in-denied.png' });
  systemBrowser.seat({ kind: 'signs_in', user: 'dave' });
  await press(failed, 'Try again');
  await expectStatus(window, label, 'Active');
  expect((await readSnapshot(window)).accounts).toHaveLength(1);
});

test('Sign in again replaces the tokens of the same user without a question and revokes nothing', async ({
  server,
  systemBrowser,
  launch,
  profile,
}) => {
  const { window } = await launch();
  await signInAs(window, { server, systemBrowser }, { user: 'alice', label });
  const { accountId } = await readAccount(window, label);
  const before = await readHeldTokens(profile, accountId);
  await takeFromMenu(window, label, 'Sign in again');
  await expect
    .poll(async () => (await readHeldTokens(profile, accountId))?.refreshToken)
    .not.toBe(before?.refreshToken);
  await expect(window.getByRole('dialog')).toHaveCount(0);
  expect((await readSnapshot(window)).accounts).toHaveLength(1);
  expect(server.log.filter((it) => it.endpoint === 'revocation')).toEqual([]);
});

test('when somebody else signs in the old account is untouched, and the person decides about the new tokens', async ({
  server,
  systemBrowser,
  launch,
  profile,
}) => {
  const { window } = await launch();
  await signInAs(window, { server, systemBrowser }, { user: 'alice', label });
  const { accountId } = await readAccount(window, label);
  const before = await readHeldTokens(profile, accountId);
  systemBrowser.seat({ kind: 'signs_in', user: 'bob' });

  await takeFromMenu(window, label, 'Sign in again');
  const question = window.getByRole('dialog', { name: 'You signed in as somebody else' });
  await expect(question).toContainText(/belongs to alice@example\.test.*bob@example\.test/s);
  await window.screenshot({ path: 'test-output/screenshots/sign-in-somebody-else.png' });
  await press(question, 'Revoke the new ones');
  await expect(question).toHaveCount(0);
  await expect.poll(async () => (await readSnapshot(window)).accounts.length).toBe(1);
  const revoked = server.log.filter((it) => it.endpoint === 'revocation');
  expect(revoked.map((it) => it.status)).toEqual([200, 200]);
  expect(revoked.map((it) => it.sent.token)).not.toContain(
    fingerprintOf(before?.refreshToken ?? ''),
  );

  await takeFromMenu(window, label, 'Sign in again');
  await press(question, 'Keep as its own account');
  await expect.poll(async () => (await readSnapshot(window)).accounts.length).toBe(2);
  expect(await readHeldTokens(profile, accountId)).toEqual(before);
  const { accounts } = await readSnapshot(window);
  expect(accounts.map((it) => it.subject?.sub).sort()).toEqual(['user-alice', 'user-bob']);
});

test('Add another like this brings everything but the person, and a second account of its own', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  const account = { user: 'alice', label, tags: 'eu', environment: 'Staging' } as const;
  await signInAs(window, { server, systemBrowser }, account);
  systemBrowser.seat({ kind: 'signs_in', user: 'erin' });
  await takeFromMenu(window, label, 'Add another like this');
  await expect(textbox(window, 'Issuer URL')).toHaveValue(server.issuer);
  await expect(textbox(window, 'Client ID')).toHaveValue('public');
  await expect(textbox(window, 'Tags')).toHaveValue('eu');
  await textbox(window, 'Label').fill('Billing of Erin');
  await press(window, 'Continue in browser');
  await expectStatus(window, 'Billing of Erin', 'Active');
  await expectStatus(window, label, 'Active');
  await expect(rowOf(window, 'Billing of Erin')).toContainText('erin@example.test');
});
