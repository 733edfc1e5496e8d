// One revocation as a person sees it in the real app: what it reaches, proof on screen, and one that comes right by itself.
import { expect } from '@playwright/test';
import { expectStatus, press, revokeFromRow, rowOf } from '../fixtures/account-window.ts';
import { readAccount } from '../fixtures/ask-app.ts';
import { test } from '../fixtures/desktop-test.ts';
import { failRevocations } from '../fixtures/failing-revocation.ts';
import { readHeldTokens } from '../fixtures/held-tokens.ts';
import { setMainClock } from '../fixtures/main-clock.mjs';
import { signInAs } from '../fixtures/sign-in-window.ts';

const picture = (name: string): { readonly path: string } => ({
  path: `test-output/screenshots/${name}.png`,
});

test('P-13 a revocation is proven by introspection on screen, and logging out comes after it', async ({
  server,
  systemBrowser,
  launch,
  profile,
}) => {
  const { window } = await launch();
  const label = 'Orders API';
  await signInAs(window, { server, systemBrowser }, { user: 'alice', label });
  const { accountId } = await readAccount(window, label);
  const held = await readHeldTokens(profile, accountId);

  await press(rowOf(window, label), 'Revoke');
  const question = window.getByRole('alertdialog', { name: `Revoke ${label}?` });
  await expect(question).toContainText('to end the refresh token, then the access token');
  await expect(question).toContainText('By introspection, before and after.');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await window.screenshot(picture('revocation-question'));
  await press(question, 'Revoke');
  const answer = window.getByRole('alertdialog', { name: `${label}: revoked, proven dead` });
  await expect(answer).toContainText('Refresh token: proven dead');
  await expect(answer).toContainText('Access token: proven dead');
  await expect(answer).toContainText('Introspection called it active before');
  await window.screenshot(picture('revocation-proven'));
  const tokens = [held?.accessToken ?? '', held?.refreshToken ?? ''];
  expect(await Promise.all(tokens.map(server.isActive))).toEqual([false, false]);

  server.log.length = 0;
  await press(answer, 'Log out at the provider');
  await expect(window.getByText('The log-out page is open in your browser')).toBeVisible();
  await press(answer, 'Close');
  await expectStatus(window, label, 'Revoked');
});

test('N-12 a revocation that a server in trouble left open comes right by itself', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window, app } = await launch();
  const label = 'Stubborn';
  await signInAs(window, { server, systemBrowser }, { user: 'carol', label });
  failRevocations(server);
  await revokeFromRow(window, label);
  const answer = window.getByRole('alertdialog', { name: `${label}: revocation pending` });
  await expect(answer).toContainText('1 try so far, next at');
  await window.screenshot(picture('revocation-pending'));

  server.intercept(null);
  // The wait is half a minute or more: main's clock goes on, as after a sleep.
  await setMainClock(app, 120_000);
  const done = window.getByRole('alertdialog', { name: `${label}: revoked, proven dead` });
  await expect(done).toBeVisible({ timeout: 60_000 });
  await press(done, 'Close');
  await expectStatus(window, label, 'Revoked');
});
