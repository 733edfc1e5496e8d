// Follows an account without a person through the real app: token, copy, a refresh by itself and by hand, the end.
import { expect } from '@playwright/test';
import {
  expectStatus,
  getToken,
  press,
  revokeFromRow,
  rowOf,
  takeFromMenu,
  textbox,
} from '../fixtures/account-window.ts';
import { readAccount } from '../fixtures/ask-app.ts';
import { clientSecret } from '../fixtures/authorization-server-directory.mjs';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import { setMainClock } from '../fixtures/main-clock.mjs';

const label = 'Stock sync';

test('O-55 a token without a browser: got, copied, refreshed by itself and by hand, revoked and got anew', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window, app } = await launch();
  const opened = systemBrowser.opened.length;
  // Refreshed a minute before its end, which is at once.
  server.setAccessTokenSeconds(121);
  await getToken(window, { issuer: server.issuer, clientSecret, label });
  await expectStatus(window, label, 'Active');
  await expect(rowOf(window, label)).toContainText('machine');
  await rowOf(window, label).click();
  const details = window.getByRole('region', { name: 'Account details' });
  await expect(details).toContainText('Client credentials');
  await window.screenshot({ path: 'test-output/screenshots/client-credentials.png' });

  await press(rowOf(window, label), 'Copy token');
  await expect.poll(() => readClipboard(app)).not.toBe('');
  const first = await readClipboard(app);
  expect(await server.isActive(first)).toBe(true);

  const grants = () => server.log.filter((it) => it.grantType === 'client_credentials');
  server.setAccessTokenSeconds(3600);
  await expect.poll(async () => (await readAccount(window, label)).nextRefresh).not.toBeNull();
  await setMainClock(app, 70_000);
  await expect.poll(() => grants().length, { timeout: 45_000 }).toBe(2);
  await press(rowOf(window, label), 'Refresh');
  await expect.poll(() => grants().length).toBe(3);
  await expectStatus(window, label, 'Active');
  await press(rowOf(window, label), 'Copy token');
  await expect.poll(() => readClipboard(app)).not.toBe(first);
  const second = await readClipboard(app);
  expect(await server.isActive(second)).toBe(true);

  await revokeFromRow(window, label);
  await expect(
    window.getByRole('alertdialog', { name: `${label}: revoked, proven dead` }),
  ).toBeVisible();
  await window.keyboard.press('Escape');
  await expectStatus(window, label, 'Revoked');
  expect(await server.isActive(second)).toBe(false);

  await press(window, 'Refresh all');
  await expect(window.getByText('No account can be refreshed.')).toBeVisible();
  expect(grants()).toHaveLength(3);
  await takeFromMenu(window, label, 'Get a new token');
  await expectStatus(window, label, 'Active');
  expect(grants().map((it) => it.status)).toEqual([200, 200, 200, 200]);
  expect(systemBrowser.opened).toHaveLength(opened);
});

test('O-55 a wrong secret leaves everything typed, and one that went wrong later is corrected under Edit', async ({
  server,
  launch,
}) => {
  const { window } = await launch();
  await getToken(window, { issuer: server.issuer, clientSecret: 'mistyped', label });
  const failed = window.getByRole('dialog', { name: 'No token was issued' });
  await expect(failed).toContainText('The server does not accept this client');
  await window.screenshot({ path: 'test-output/screenshots/client-credentials-failed.png' });
  await press(failed, 'Change what you entered');
  await expect(textbox(window, 'Client ID')).toHaveValue('machine');
  await expect(textbox(window, 'Scopes')).toHaveValue('orders:read');
  await textbox(window, 'Client secret').fill(clientSecret);
  await press(window, 'Get token');
  await expectStatus(window, label, 'Active');

  server.intercept((request, response) => {
    if (request.url !== '/token') return false;
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{"error":"invalid_client"}');
    return true;
  });
  await press(rowOf(window, label), 'Refresh');
  await expectStatus(window, label, 'Needs correction');
  await window.screenshot({ path: 'test-output/screenshots/client-credentials-correct.png' });
  server.intercept(null);
  await press(rowOf(window, label), 'Edit');
  const edit = window.getByRole('dialog', { name: `Edit ${label}` });
  await press(edit, 'Replace');
  await textbox(window, 'New client secret').fill(clientSecret);
  await press(edit, 'Save');
  await expectStatus(window, label, 'Active');
  await press(rowOf(window, label), 'Refresh');
  await expect(window.getByText(`Refreshed: ${label}`)).toBeVisible();
});
