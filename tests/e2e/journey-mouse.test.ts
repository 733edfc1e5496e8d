// The whole life of an account by mouse in the real app: added, seen, copied, refreshed, edited, revoked, removed.
import { expect, type Page } from '@playwright/test';
import {
  choose,
  expectStatus,
  fillAccount,
  press,
  rowOf,
  takeFromMenu,
  textbox,
  usualScope,
} from '../fixtures/account-window.ts';
import { readAccount } from '../fixtures/ask-app.ts';
import type { AuthorizationServer } from '../fixtures/authorization-server.mjs';
import { fingerprintOf } from '../fixtures/authorization-server-log.mjs';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import { readHeldTokens } from '../fixtures/held-tokens.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';

type Walk = {
  readonly window: Page;
  readonly running: RunningApp;
  readonly server: AuthorizationServer;
};

const label = 'Orders API';

test('an account lives its whole life by mouse: added, seen, copied, refreshed, edited, revoked, removed', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const running = await launch();
  const { window } = running;
  const walk = { window, running, server };

  await test.step('the empty window offers to add an account', async () => {
    await expect(window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
    await picture(window, 'empty');
  });
  await test.step('Add account shows what the server supports and which redirect URI to register', () =>
    fillIn(walk));
  await test.step('the browser that the system opens signs in, and the row is Active', async () => {
    await press(window, 'Continue in browser');
    await expect(
      window.getByRole('heading', { name: 'Finish signing in in your browser' }),
    ).toBeVisible();
    await expect.poll(() => systemBrowser.opened.length).toBe(1);
    const request = new URL(systemBrowser.opened[0] ?? '');
    expect(request.searchParams.get('code_challenge_method')).toBe('S256');
    expect(request.searchParams.get('scope')).toBe(usualScope);
    await picture(window, 'waiting');
    await systemBrowser.walk(request.href, { user: 'alice' });
    await expectStatus(window, label, 'Active');
  });
  await test.step('the details show times, fingerprints, claims and endpoints, never a token', () =>
    readDetails(walk));
  await test.step('a pointer that rests on a button is told its name', async () => {
    await rowOf(window, label).getByRole('button', { name: 'Copy token' }).hover();
    await expect(window.getByRole('tooltip', { name: 'Copy token' })).toBeVisible();
  });
  await test.step('Copy token gives the clipboard a token that the server calls active', () =>
    copyToken(walk));
  await test.step('Copy authorization header copies the whole header', async () => {
    await takeFromMenu(window, label, 'Copy authorization header');
    await expect.poll(() => readClipboard(running.app)).toMatch(/^Authorization: Bearer \S+$/);
  });
  await test.step('Refresh asks the server once and keeps the rotated token', () =>
    refreshOnce(walk));
  await test.step('Refresh all ends in one summary', async () => {
    await press(window, 'Refresh all');
    await expect(toast(window, 'Refresh all')).toContainText('1 refreshed');
  });
  await test.step('Edit changes label, tags and environment', () => editNames(walk));
  await test.step('Revoke ends both tokens at the server', () => revoke(walk));
  await test.step('Remove takes the revoked account off the list', async () => {
    await takeFromMenu(window, renamed, 'Remove');
    await press(window.getByRole('alertdialog', { name: `Remove ${renamed}?` }), 'Remove');
    await expect(window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
  });
  expect(running.consoleMessages()).toEqual([]);
});

const renamed = 'Orders API (eu)';

async function fillIn({ window, running, server }: Walk): Promise<void> {
  const dialog = await fillAccount(window, {
    issuer: server.issuer,
    label,
    tags: 'orders, eu',
    environment: 'Staging',
  });
  const supported = dialog.getByRole('region', { name: 'What the server supports' });
  for (const words of ['PKCE with S256', 'Refresh tokens', 'Revocation', 'Introspection']) {
    await expect(supported.getByText(words, { exact: true })).toBeVisible();
  }
  await press(dialog, 'Copy redirect URI');
  await expect.poll(() => readClipboard(running.app)).toBe('http://127.0.0.1/callback');
  await picture(window, 'add');
}

async function readDetails({ window, server }: Walk): Promise<void> {
  await press(toast(window, `Signed in: ${label}`), 'Dismiss');
  await rowOf(window, label).click();
  const details = window.getByRole('region', { name: 'Account details' });
  await expect(details.getByRole('heading', { name: label })).toBeVisible();
  await expect(details.getByText('alice@example.test').first()).toBeVisible();
  await press(details, 'Endpoints and fingerprints');
  await press(details, 'ID token claims');
  await expect(details.getByText(server.revocationEndpoint)).toBeVisible();
  await expect(details.getByText('user-alice').first()).toBeVisible();
  const issued = server.log.find((it) => it.grantType === 'authorization_code')?.issued;
  for (const fingerprint of [issued?.access_token, issued?.refresh_token]) {
    await expect(details.getByText(inGroups(fingerprint ?? 'none issued'))).toBeVisible();
  }
  await picture(window, 'details');
}

async function copyToken({ window, running, server }: Walk): Promise<void> {
  await press(window, 'Settings');
  await choose(window, 'Clear the clipboard after', '10 seconds');
  await press(window.getByRole('dialog', { name: 'Settings' }), 'Close');
  await press(rowOf(window, label), 'Copy token');
  await expect(toast(window, `Token copied: ${label}`)).toContainText(
    /alice@example\.test · Staging.*The clipboard is cleared in 10 seconds\./s,
  );
  const token = await readClipboard(running.app);
  expect(await server.isActive(token)).toBe(true);
  expect(await window.content()).not.toContain(token);
  await picture(window, 'copied');
  await expect.poll(() => readClipboard(running.app), { timeout: 12_000 }).toBe('');
}

async function refreshOnce({ window, running, server }: Walk): Promise<void> {
  const { accountId } = await readAccount(window, label);
  const before = await readHeldTokens(running.userData, accountId);
  server.log.length = 0;
  await press(rowOf(window, label), 'Refresh');
  await expect(toast(window, `Refreshed: ${label}`)).toBeVisible();
  expect(server.log.map((it) => [it.grantType, it.status])).toEqual([['refresh_token', 200]]);
  expect(server.log[0]?.sent.refresh_token).toBe(fingerprintOf(before?.refreshToken ?? ''));
  expect(server.log[0]?.issued.refresh_token).not.toBe(server.log[0]?.sent.refresh_token);
  // It is safe in the journal by now, and follows into the keychain.
  await expect
    .poll(async () => {
      const held = await readHeldTokens(running.userData, accountId);
      return fingerprintOf(held?.refreshToken ?? '');
    })
    .toBe(server.log[0]?.issued.refresh_token);
}

async function editNames({ window }: Walk): Promise<void> {
  await takeFromMenu(window, label, 'Edit');
  const dialog = window.getByRole('dialog', { name: `Edit ${label}` });
  // Nothing that was said before may lie over the dialog's buttons.
  await expect(toast(window, label)).toHaveCount(0);
  await textbox(window, 'Label').fill(renamed);
  await textbox(window, 'Tags').fill('orders');
  await choose(window, 'Environment', 'Production');
  await picture(window, 'edit');
  await press(dialog, 'Save');
  await expectStatus(window, renamed, 'Active');
  await expect(rowOf(window, renamed)).toContainText('prod');
}

async function revoke({ window, running, server }: Walk): Promise<void> {
  const { accountId } = await readAccount(window, renamed);
  const held = await readHeldTokens(running.userData, accountId);
  const tokens = [held?.accessToken ?? '', held?.refreshToken ?? ''];
  expect(await Promise.all(tokens.map(server.isActive))).toEqual([true, true]);
  await press(rowOf(window, renamed), 'Revoke');
  const question = window.getByRole('alertdialog', { name: `Revoke ${renamed}?` });
  await expect(question).toContainText(/alice@example\.test.*http:\/\/127\.0\.0\.1:.*Production/s);
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await picture(window, 'revoke');
  await press(question, 'Revoke');
  await expect(
    window.getByRole('alertdialog', { name: `${renamed}: revoked, proven dead` }),
  ).toBeVisible();
  await picture(window, 'revoked');
  await window.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expectStatus(window, renamed, 'Revoked');
  expect(await Promise.all(tokens.map(server.isActive))).toEqual([false, false]);
  // The ID token stays for a later log out; both tokens that open anything are gone.
  await expect
    .poll(() => readHeldTokens(running.userData, accountId))
    .toEqual({ accessToken: null, refreshToken: null });
}

const toast = (window: Page, title: string) =>
  window
    .getByRole('region', { name: 'Notifications' })
    .getByRole('status')
    .locator('> *')
    .filter({ hasText: title });

const inGroups = (fingerprint: string): string =>
  fingerprint.match(/.{1,4}/gu)?.join(' ') ?? fingerprint;

async function picture(window: Page, name: string): Promise<void> {
  await window.screenshot({ path: `test-output/screenshots/journey-${name}.png` });
}
