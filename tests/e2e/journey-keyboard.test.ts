// The same life of an account by the keyboard alone, found by role and name (WCAG 2.2, 2.1.1 and 2.4.3).
import { expect, type Locator, type Page } from '@playwright/test';
import { expectStatus, rowOf, textbox } from '../fixtures/account-window.ts';
import { test } from '../fixtures/desktop-test.ts';

const label = 'Keys only';
const renamed = 'Keys only (eu)';
const mostTabs = 40;

const isFocused = async (window: Page, target: Locator): Promise<boolean> =>
  (await target.and(window.locator(':focus')).count()) > 0;

/** Goes on with Tab until the target has the focus. */
async function tabTo(window: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let n = 0; n < mostTabs && !(await isFocused(window, target)); n += 1) {
    await window.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

async function typeInto(window: Page, name: string, text: string): Promise<void> {
  await tabTo(window, textbox(window, name));
  await window.keyboard.press('Control+a');
  await window.keyboard.type(text);
}

/** Opens the row's menu by walking its buttons, and takes an item by going down to it. */
async function takeItem(window: Page, row: string, name: string): Promise<void> {
  await tabTo(
    window,
    rowOf(window, row).getByRole('button', { name: 'More actions' }),
    'ArrowRight',
  );
  await window.keyboard.press('Enter');
  await tabTo(window, window.getByRole('menuitem', { name, exact: true }), 'ArrowDown');
  await window.keyboard.press('Enter');
}

/** The list is one stop away from the search. */
async function goToList(window: Page): Promise<void> {
  await window.keyboard.press('Escape');
  await window.keyboard.press('/');
  await window.keyboard.press('ArrowDown');
}

test('an account lives its whole life by keyboard alone', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  const { keyboard } = window;
  const refreshes = () => server.log.filter((it) => it.grantType === 'refresh_token').length;

  await test.step('Ctrl+N opens Add account, Tab goes through its fields, Enter goes on', async () => {
    await expect(window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
    await keyboard.press('Control+n');
    const dialog = window.getByRole('dialog', { name: 'Add account' });
    await expect(dialog.getByRole('button', { name: /Provider$/ })).toBeFocused();
    await typeInto(window, 'Issuer URL', server.issuer);
    await typeInto(window, 'Client ID', 'public');
    await typeInto(window, 'Scopes', 'openid email offline_access orders:read');
    await typeInto(window, 'Label', label);
    await tabTo(window, dialog.getByRole('button', { name: /Environment$/ }));
    await keyboard.press('ArrowDown');
    await tabTo(window, window.getByRole('option', { name: 'Staging', exact: true }), 'ArrowDown');
    await keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: /^Staging/ })).toBeFocused();
    await tabTo(window, dialog.getByRole('button', { name: 'Advanced' }));
    await keyboard.press('Enter');
    await expect(textbox(window, 'Redirect port (empty: any)')).toBeVisible();
    await keyboard.press('Enter');
    await tabTo(window, dialog.getByRole('button', { name: 'Continue in browser' }));
    await keyboard.press('Enter');
  });

  await test.step('the waiting dialog has the focus, and the browser brings the account', async () => {
    const waiting = window.getByRole('dialog', { name: 'Finish signing in in your browser' });
    await expect(waiting).toBeVisible();
    await expect.poll(() => systemBrowser.opened.length).toBe(1);
    await tabTo(window, waiting.getByRole('button', { name: 'Copy link' }));
    await keyboard.press('Enter');
    await expect(waiting.getByText('Link copied')).toBeVisible();
    await systemBrowser.walk(systemBrowser.opened[0] ?? '', { user: 'erin' });
    await expectStatus(window, label, 'Active');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('c copies the token of the row, / and Ctrl+V show that it is there', async () => {
    await goToList(window);
    await expect(rowOf(window, label)).toBeFocused();
    await keyboard.press('c');
    await expect(window.getByText(`Token copied: ${label}`)).toBeVisible();
    await keyboard.press('/');
    const search = window.getByRole('searchbox', { name: 'Search accounts' });
    await expect(search).toBeFocused();
    await keyboard.press('Control+v');
    await expect(search).toHaveValue(/^\S{20,}$/);
    expect(await server.isActive(await search.inputValue())).toBe(true);
    await expect(window.getByText('Nothing matches')).toBeVisible();
    await keyboard.press('Escape');
    await expect(search).toHaveValue('');
  });

  await test.step('letters typed into the search are text and no commands', async () => {
    await keyboard.type('cr');
    await expect(window.getByRole('searchbox', { name: 'Search accounts' })).toHaveValue('cr');
    expect(refreshes()).toBe(0);
  });

  await test.step('r refreshes the row', async () => {
    await goToList(window);
    await expect(rowOf(window, label)).toBeFocused();
    await keyboard.press('r');
    await expect(window.getByText(`Refreshed: ${label}`)).toBeVisible();
    expect(refreshes()).toBe(1);
  });

  await test.step('the menu of the row is reached with the arrows; Edit saves with Enter', async () => {
    await takeItem(window, label, 'Edit');
    const dialog = window.getByRole('dialog', { name: `Edit ${label}` });
    await expect(textbox(window, 'Label')).toBeFocused();
    await typeInto(window, 'Label', renamed);
    await keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expectStatus(window, renamed, 'Active');
  });

  await test.step('Enter opens the details and moves the focus to their heading', async () => {
    await goToList(window);
    await keyboard.press('Enter');
    const details = window.getByRole('region', { name: 'Account details' });
    await expect(details.getByRole('heading', { name: renamed })).toBeFocused();
    await tabTo(window, details.getByRole('button', { name: 'Endpoints and fingerprints' }));
    await keyboard.press('Enter');
    await expect(details.getByText(server.tokenEndpoint, { exact: true })).toBeVisible();
  });

  await test.step('Refresh all is reached with Tab', async () => {
    await tabTo(window, window.getByRole('button', { name: 'Refresh all' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(window.getByText('1 refreshed')).toBeVisible();
    expect(refreshes()).toBe(2);
  });

  await test.step('Ctrl+comma opens the settings, Escape closes them', async () => {
    await keyboard.press('Control+,');
    await expect(window.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('Delete asks before revoking, with the focus on Cancel; Escape changes nothing', async () => {
    await goToList(window);
    await keyboard.press('Delete');
    const question = window.getByRole('alertdialog', { name: `Revoke ${renamed}?` });
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await expect(rowOf(window, renamed)).toBeFocused();
    await keyboard.press('Delete');
    await tabTo(window, question.getByRole('button', { name: 'Revoke', exact: true }));
    await keyboard.press('Enter');
    const answer = window.getByRole('alertdialog', { name: `${renamed}: revoked, proven dead` });
    await expect(answer.getByRole('button', { name: 'Close' }).last()).toBeFocused();
    await keyboard.press('Enter');
    await expectStatus(window, renamed, 'Revoked');
    const revoked = server.log.filter((it) => it.endpoint === 'revocation');
    expect(revoked.map((it) => it.status)).toEqual([200, 200]);
  });

  await test.step('Remove takes the account off the list, and the empty window is left', async () => {
    await goToList(window);
    await takeItem(window, renamed, 'Remove');
    const question = window.getByRole('alertdialog', { name: `Remove ${renamed}?` });
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await tabTo(window, question.getByRole('button', { name: 'Remove', exact: true }));
    await keyboard.press('Enter');
    await expect(window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
  });
});
