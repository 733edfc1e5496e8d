// Ends a token that somebody found in a log, in the real app: the known one is dead, the unknown one went nowhere (E-20, P-13, P-16).
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press, textbox } from '../fixtures/account-window.ts';
import { answerOf, askApp, readAccount } from '../fixtures/ask-app.ts';
import { fingerprintOf } from '../fixtures/authorization-server-log.mjs';
import { test } from '../fixtures/desktop-test.ts';
import { readHeldTokens } from '../fixtures/held-tokens.ts';

const label = 'Orders API';
const unknown = 'Zq7mWc2LxP9vTb4NfK8sRd3Y';

/** Everything that the page holds or shows. */
function readPage(window: Page): Promise<string> {
  return window.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement>('input, textarea, select');
    const values = [...fields].map((it) => it.value);
    return [document.documentElement.outerHTML, document.body.textContent, ...values].join('\n');
  });
}

test('E-20 P-13 P-16 found tokens are proven dead at their one server with the account that holds them, an unknown one goes nowhere, and the page keeps none', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window, app, userData } = await launch();
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  const definition = defineAccount(server.issuer, { label });
  answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
  await expect.poll(async () => (await readAccount(window, label)).grant.status).toBe('live');
  await expectStatus(window, label, 'Active');
  const { accountId } = await readAccount(window, label);
  await expect
    .poll(async () => (await readHeldTokens(userData, accountId))?.accessToken ?? '')
    .not.toBe('');
  const held = await readHeldTokens(userData, accountId);
  const tokens = [held?.refreshToken ?? '', held?.accessToken ?? ''];
  for (const token of tokens) expect(await server.isActive(token)).toBe(true);
  server.log.length = 0;
  const sent = (): readonly string[] => server.log.flatMap((it) => Object.values(it.sent));

  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((it) => it.submenu?.items ?? []);
    items?.find((it) => it.label === 'Revoke a found token…')?.click();
  });
  const dialog = window.getByRole('dialog', { name: 'Revoke a found token' });
  const [refreshToken, accessToken] = tokens;
  const log = `10:14:07 GET /orders 200 "Authorization: Bearer ${accessToken}"\nACCESS_TOKEN=${unknown}\nREFRESH_TOKEN=${refreshToken}\n`;
  await textbox(window, 'Paste what you found').fill(log);
  await press(dialog, 'Look for tokens');
  await expect(dialog.getByRole('heading', { name: '3 tokens found' })).toBeVisible();
  for (const secret of [...tokens, unknown]) expect(await readPage(window)).not.toContain(secret);
  expect(sent()).toEqual([]);

  const { host } = new URL(server.issuer);
  const matched = dialog.getByRole('listitem', { name: `Access token of ${label}` });
  await expect(matched.getByText(`Will be sent to ${host} and nowhere else.`)).toBeVisible();
  await expect(matched.getByRole('button', { name: 'Revoke the account…' })).toBeVisible();
  const nameless = dialog.getByRole('listitem', { name: 'Something called an access token' });
  await expect(nameless.getByText('Goes nowhere')).toBeVisible();
  await expect(nameless.getByRole('button')).toHaveCount(0);

  await press(dialog, 'Revoke all 2 that can be…');
  const question = window.getByRole('alertdialog', { name: 'Revoke 2 found tokens?' });
  await expect(question.getByText(label)).toBeVisible();
  await press(question, 'Revoke 2 tokens');
  for (const name of [`Access token of ${label}`, `Refresh token of ${label}`]) {
    const row = dialog.getByRole('listitem', { name });
    await expect(row.getByText('Proven dead', { exact: true })).toBeVisible();
    await expect(
      row.getByText('Introspection called it active before, and calls it inactive now.'),
    ).toBeVisible();
    await expect(row.getByText(`${label} is revoked.`)).toBeVisible();
  }
  await window.screenshot({ path: 'test-output/screenshots/found-tokens.png' });
  expect((await readAccount(window, label)).grant.status).toBe('revoked');
  for (const token of tokens) expect(await server.isActive(token)).toBe(false);
  expect(new Set(sent())).toEqual(new Set(tokens.map(fingerprintOf)));
  const revocations = server.log.filter((it) => it.endpoint === 'revocation');
  expect(revocations.map((it) => it.status)).toEqual([200, 200]);
  for (const secret of [...tokens, unknown]) expect(await readPage(window)).not.toContain(secret);

  // A find does not outlive the page that showed it.
  await window.reload();
  await expect(window.getByRole('button', { name: 'Revoke a found token…' })).toBeVisible();
  await expect(dialog).toBeHidden();
  await press(window, 'Revoke a found token…');
  await expect(textbox(window, 'Paste what you found')).toHaveValue('');
});

test('E-20 a file that is dropped beside the box is read in place and opens nothing', async ({
  launch,
  profile,
}) => {
  const { window } = await launch();
  const address = window.url();
  await press(window, 'Revoke a found token…');
  const opens = await window.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'app.env', { type: 'text/plain' }));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    return document.body.dispatchEvent(drop);
  }, `ACCESS_TOKEN=${unknown}`);
  expect(opens).toBe(false);
  await expect(window.getByRole('heading', { name: '1 token found' })).toBeVisible();
  expect(await readPage(window)).not.toContain(unknown);
  expect(window.url()).toBe(address);

  await press(window, 'Look at something else');
  const file = path.join(profile, 'capture.har');
  await writeFile(file, `{"refresh_token":"${unknown}"}`);
  const chooser = window.waitForEvent('filechooser');
  await press(window, 'Choose a file');
  await (await chooser).setFiles(file);
  await expect(
    window.getByRole('listitem', { name: 'Something called a refresh token' }),
  ).toBeVisible();
  expect(await readPage(window)).not.toContain(unknown);
});
