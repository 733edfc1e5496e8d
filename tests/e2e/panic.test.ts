// Many accounts revoked at once in the real app: three by a selection, then all in a panic by holding the button.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press, rowOf } from '../fixtures/account-window.ts';
import { answerOf, askApp, readSnapshot } from '../fixtures/ask-app.ts';
import { users } from '../fixtures/authorization-server-directory.mjs';
import { test } from '../fixtures/desktop-test.ts';

const names = users.map((it) => it.username);
const accounts = [
  ...names.map((user) => ({ user, clientId: 'public', label: `${user} one` })),
  ...names.slice(0, 5).map((user) => ({ user, clientId: 'public-two', label: `${user} two` })),
];

test('three are revoked by a selection and eight in a panic by holding, and the report is saved', async ({
  server,
  systemBrowser,
  profile,
  launch,
}) => {
  test.setTimeout(240_000);
  const { window, app } = await launch();
  for (const { user, clientId, label } of accounts) {
    systemBrowser.seat({ kind: 'signs_in', user });
    const definition = defineAccount(server.issuer, { label, clientId });
    answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
    await expectStatus(window, label, 'Active');
  }

  await test.step('three selected rows take one click', async () => {
    for (const label of ['alice one', 'bob one', 'carol one']) {
      await rowOf(window, label).click({
        modifiers: ['ControlOrMeta'],
        position: { x: 60, y: 20 },
      });
    }
    await expect(window.getByText('3 selected')).toBeVisible();
    await press(window, 'Revoke selected…');
    await press(window, 'Revoke 3 accounts');
    await expect(resultOf(window, 3)).toBeVisible();
    await press(window, 'Dismiss');
    await expect(window.getByRole('dialog')).toHaveCount(0);
    for (const label of ['alice one', 'bob one', 'carol one']) {
      await expectStatus(window, label, 'Revoked');
    }
    await expectStatus(window, 'dave one', 'Active');
  });

  await test.step('a panic ends the other eight once the button was held for a second', async () => {
    await press(window, 'Many at once');
    await window.getByRole('menuitem', { name: 'Panic…' }).click();
    await expect(
      window.getByRole('alertdialog', { name: 'Panic: revoke 8 accounts?' }),
    ).toBeVisible();
    await window.screenshot({ path: 'test-output/screenshots/panic.png' });
    await window.getByRole('button', { name: 'Hold for one second to revoke' }).focus();
    await window.keyboard.down('Space');
    await expect(window.getByRole('alertdialog')).toHaveCount(0);
    await window.keyboard.up('Space');
    await expect(resultOf(window, 8)).toBeVisible();
    await window.screenshot({ path: 'test-output/screenshots/panic-result.png' });
    for (const { kind, value } of server.secrets) {
      if (kind === 'refresh_token') expect(await server.isActive(value)).toBe(false);
    }
  });

  await test.step('its result outlives a reload, and the report goes where the person says', async () => {
    await window.reload();
    await press(window, 'Result of 8 revocations');
    const file = path.join(profile, 'incident.json');
    await saveDialogsTo(app, file);
    await press(window, 'Save report (JSON)');
    await expect(window.getByText('Report saved.')).toBeVisible();
    const report = JSON.parse(await readFile(file, 'utf8'));
    expect(report).toMatchObject({ format: 'tokenward_incident_report', kind: 'panic' });
    expect(report.accounts).toHaveLength(8);
    const page = path.join(profile, 'incident.html');
    await saveDialogsTo(app, page);
    await press(window, 'Save report (HTML)');
    await expect.poll(() => readFile(page, 'utf8').catch(() => '')).toContain('frank one');
    await press(window, 'Dismiss');
    await expect.poll(async () => (await readSnapshot(window)).run).toBeNull();
  });
});

const resultOf = (window: Page, count: number) =>
  window.getByRole('dialog', { name: `What became of ${count} accounts` });

/** The system's own dialog cannot be pressed by a driver. */
async function saveDialogsTo(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, filePath);
}
