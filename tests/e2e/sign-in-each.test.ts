// Several accounts that need sign-in, one after another with one browser at a time, in the real app.
import { expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press } from '../fixtures/account-window.ts';
import { answerOf, askApp } from '../fixtures/ask-app.ts';
import { test } from '../fixtures/desktop-test.ts';

const people = ['alice', 'bob', 'carol'] as const;

test('the accounts that need sign-in are walked through, with what was skipped or failed told at the end', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const { window } = await launch();
  for (const user of people) {
    systemBrowser.seat({ kind: 'signs_in', user });
    const definition = defineAccount(server.issuer, { label: user });
    answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
    await expectStatus(window, user, 'Active');
  }
  for (const user of people) server.forgetUser(user);
  await press(window, 'Refresh all');
  for (const user of people) await expectStatus(window, user, 'Needs sign-in');
  systemBrowser.seat({ kind: 'stands_still' });
  const before = systemBrowser.opened.length;
  const opened = (): number => systemBrowser.opened.length - before;
  const newest = (): string => systemBrowser.opened.at(-1) ?? '';

  await test.step('the first is signed in, the second skipped, the third refused at the server', async () => {
    await press(window, 'Sign in the 3 that need it');
    await expectStep(window, 'alice', '1 of 3');
    await expect.poll(opened).toBe(1);
    await window.screenshot({ path: 'test-output/screenshots/sign-in-each.png' });
    await systemBrowser.walk(newest(), { user: 'alice' });
    await expectStep(window, 'bob', '2 of 3');
    await expect.poll(opened).toBe(2);
    await press(window, 'Skip');
    await expectStep(window, 'carol', '3 of 3');
    await expect.poll(opened).toBe(3);
    await systemBrowser.walk(newest(), { denies: true });
    const summary = window.getByRole('dialog', { name: '1 signed in, 1 skipped, 1 failed' });
    await expect(summary).toContainText('Access was not granted');
    await window.screenshot({ path: 'test-output/screenshots/signed-in-each.png' });
    await expectStatus(window, 'alice', 'Active');
  });

  await test.step('a reload of the window ends the round; the next one takes up the sign-in that waits', async () => {
    await press(window, 'Try again');
    await expectStep(window, 'bob', '1 of 2');
    await expect.poll(opened).toBe(4);
    await window.reload();
    await expect(window.getByText('Waiting for you to sign in bob in your browser')).toBeVisible();
    await press(window, 'Sign in the 2 that need it');
    await expectStep(window, 'bob', '1 of 2');
    expect(opened()).toBe(4);
    await systemBrowser.walk(newest(), { user: 'bob' });
    await expectStep(window, 'carol', '2 of 2');
    await expect.poll(opened).toBe(5);
    await systemBrowser.walk(newest(), { user: 'carol' });
    await expect(window.getByText('2 signed in')).toBeVisible();
    await expect(window.getByRole('dialog')).toHaveCount(0);
  });

  for (const user of people) await expectStatus(window, user, 'Active');
  const signIns = server.log.filter((it) => it.grantType === 'authorization_code');
  expect(signIns).toHaveLength(2 * people.length);
});

async function expectStep(window: Page, label: string, position: string): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'Finish signing in in your browser' });
  await expect(dialog.getByRole('definition').filter({ hasText: label })).toBeVisible();
  await expect(dialog.getByText(position, { exact: true })).toBeVisible();
}
