// What the real app says of accounts that cannot do everything, finds among many, and still knows after a restart.
import { expect } from '@playwright/test';
import {
  expectStatus,
  press,
  revokeFromRow,
  rowOf,
  startPlainSignIn,
  takeFromMenu,
} from '../fixtures/account-window.ts';
import { askApp, readAccount } from '../fixtures/ask-app.ts';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import { failRevocations } from '../fixtures/failing-revocation.ts';
import { readHeldTokens } from '../fixtures/held-tokens.ts';
import { signInAs } from '../fixtures/sign-in-window.ts';

test('a server without revocation is named as such: Remove here stands in place of Revoke', async ({
  server,
  systemBrowser,
  launch,
  profile,
}) => {
  const { window } = await launch();
  const label = 'Plain server';
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  await startPlainSignIn(window, {
    authorization: server.authorizationEndpoint,
    token: server.tokenEndpoint,
    clientId: 'public',
    scope: 'offline_access orders:read',
    label,
  });
  await expectStatus(window, label, 'Active');
  const { accountId } = await readAccount(window, label);
  await press(rowOf(window, label), 'Revoke');
  const question = window.getByRole('alertdialog', { name: `Revoke ${label}?` });
  await expect(question).toContainText('This server offers no revocation');
  await expect(question.getByRole('button', { name: 'Revoke', exact: true })).toHaveCount(0);
  await window.screenshot({ path: 'test-output/screenshots/revoke-without-endpoint.png' });
  await press(question, 'Remove here');
  await expect(rowOf(window, label)).toHaveCount(0);
  await expect.poll(() => readHeldTokens(profile, accountId)).toBeNull();
  expect(server.log.filter((it) => it.endpoint === 'revocation')).toEqual([]);
});

test('an account without a refresh token is a normal account whose Refresh is off and says why', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window, app } = await launch();
  const label = 'No refresh';
  const account = { user: 'bob', clientId: 'no-refresh', scope: 'openid email', label };
  await signInAs(window, { server, systemBrowser }, account);
  const refresh = rowOf(window, label).getByRole('button', { name: 'Refresh', exact: true });
  await expect(refresh).toBeDisabled();
  await expect(refresh).toHaveAccessibleDescription(/the server gave no refresh token/);
  await press(rowOf(window, label), 'Copy token');
  await expect.poll(async () => server.isActive(await readClipboard(app))).toBe(true);
  await press(window, 'Refresh all');
  await expect(window.getByText('1 cannot refresh')).toBeVisible();
});

test('a server that does not answer the revocation leaves it pending, kept for another try', async ({
  server,
  systemBrowser,
  launch,
  profile,
}) => {
  const { window } = await launch();
  const label = 'Stubborn';
  await signInAs(window, { server, systemBrowser }, { user: 'carol', label });
  const { accountId } = await readAccount(window, label);
  const held = await readHeldTokens(profile, accountId);
  failRevocations(server);
  await revokeFromRow(window, label);
  const answer = window.getByRole('alertdialog', { name: `${label}: revocation pending` });
  await expect(answer).toContainText('The server was in trouble (HTTP 503) and decided nothing.');
  await window.screenshot({ path: 'test-output/screenshots/revoke-incomplete.png' });
  await answer.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expectStatus(window, label, 'Revocation pending');
  expect(await readHeldTokens(profile, accountId)).toEqual(held);
  server.intercept(null);
  await revokeFromRow(window, label);
  await expect(
    window.getByRole('alertdialog', { name: `${label}: revoked, proven dead` }),
  ).toBeVisible();
  expect(await server.isActive(held?.accessToken ?? '')).toBe(false);
});

test('the search filters as it is typed and says when nothing matches', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  const people = [
    { label: 'Orders of Alice', user: 'alice', tags: 'emea' },
    { label: 'Orders of Bob', user: 'bob', tags: 'apac' },
    { label: 'Stock of Carol', user: 'carol', tags: 'emea' },
  ];
  for (const person of people) {
    await signInAs(window, { server, systemBrowser }, { ...person, scope: 'openid email' });
  }
  const shown = async (): Promise<string[]> => {
    const labels = people.map((it) => it.label);
    const counts = await Promise.all(labels.map((label) => rowOf(window, label).count()));
    return labels.filter((_label, place) => counts[place] === 1);
  };
  const search = window.getByRole('searchbox', { name: 'Search accounts' });
  await search.pressSequentially('ord');
  await expect.poll(shown).toEqual(['Orders of Alice', 'Orders of Bob']);
  await search.pressSequentially('ers apac');
  await expect.poll(shown).toEqual(['Orders of Bob']);
  await search.fill('emea');
  await expect.poll(shown).toEqual(['Orders of Alice', 'Stock of Carol']);
  await search.fill('nobody');
  await expect(window.getByText('Nothing matches')).toBeVisible();
  await window.screenshot({ path: 'test-output/screenshots/search-nothing.png' });
  await press(window.getByRole('main'), 'Clear search');
  await expect.poll(shown).toHaveLength(3);
});

test('everything is still there after a restart: accounts, times, tokens and settings', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const label = 'Kept';
  const first = await launch();
  await signInAs(
    first.window,
    { server, systemBrowser },
    { user: 'frank', label, environment: 'Staging' },
  );
  await askApp(first.window, 'settings.update', { clipboardClearSeconds: 60, theme: 'dark' });
  const before = await readAccount(first.window, label);
  await first.close();

  const second = await launch();
  await expectStatus(second.window, label, 'Active');
  const after = await readAccount(second.window, label);
  expect(after.access?.expiresAt).toBe(before.access?.expiresAt);
  expect(after.definition).toEqual(before.definition);
  await press(rowOf(second.window, label), 'Copy token');
  await expect(second.window.getByText('The clipboard is cleared in 60 seconds.')).toBeVisible();
  expect(await server.isActive(await readClipboard(second.app))).toBe(true);
  await takeFromMenu(second.window, label, 'Copy authorization header');
  await second.close();
});

test('quitting takes a copied token back from the clipboard', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const label = 'On loan';
  const first = await launch();
  await signInAs(first.window, { server, systemBrowser }, { user: 'alice', label });
  await press(rowOf(first.window, label), 'Copy token');
  await expect.poll(() => readClipboard(first.app)).not.toBe('');
  await first.app.evaluate(({ app, clipboard }) => {
    app.on('quit', () => process.stdout.write(`\nclipboard=[${clipboard.readText()}]\n`));
  });
  await first.close();
  expect(first.output()).toContain('clipboard=[]');
});
