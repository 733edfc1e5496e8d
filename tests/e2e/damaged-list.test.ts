// Takes the list of accounts away from the real app, and lets it start where nothing can be written (D-01, D-03).
import { execFileSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press, rowOf } from '../fixtures/account-window.ts';
import { answerOf, askApp } from '../fixtures/ask-app.ts';
import type { AuthorizationServer } from '../fixtures/authorization-server.mjs';
import { test as base, readClipboard } from '../fixtures/desktop-test.ts';
import { answerDialogs, readDialogs } from '../fixtures/native-dialogs.ts';
import { canMountSmallDisk } from '../fixtures/small-disk.ts';
import type { SystemBrowser } from '../fixtures/system-browser.ts';

type Desk = { readonly server: AuthorizationServer; readonly systemBrowser: SystemBrowser };

const test = base.extend<{ readonly desk: Desk; readonly readOnly: () => () => void }>({
  desk: ({ server, systemBrowser }, use) => use({ server, systemBrowser }),
  /** Makes the profile read-only for root too, until the returned function is called. */
  readOnly: async ({ profile }, use) => {
    const mount = (...args: string[]): void => void execFileSync('mount', args);
    let mounted = false;
    const release = (): void => {
      if (mounted) execFileSync('umount', ['-l', profile]);
      mounted = false;
    };
    await use(() => {
      mount('--bind', profile, profile);
      mounted = true;
      mount('-o', 'remount,ro,bind', profile);
      return () => mount('-o', 'remount,rw,bind', profile);
    });
    release();
  },
});

const people = ['alice', 'bob'];

async function signInAll(window: Page, { server, systemBrowser }: Desk): Promise<void> {
  for (const user of people) {
    systemBrowser.seat({ kind: 'signs_in', user });
    const definition = defineAccount(server.issuer, { label: user });
    answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
    await expectStatus(window, user, 'Active');
  }
}

test('D-01 a lost list comes back from the keychain, with tokens that work', async ({
  launch,
  desk,
  profile,
}) => {
  const first = await launch();
  await signInAll(first.window, desk);
  const isWritten = async (): Promise<boolean> => {
    const text = await first.app.evaluate(
      (_electron, file) => process.getBuiltinModule('node:fs').readFileSync(file, 'utf8'),
      path.join(profile, 'accounts.json'),
    );
    return /"index":\{"written":"[0-9a-f]{64}"/.test(text);
  };
  await expect.poll(isWritten, { timeout: 30_000 }).toBe(true);
  await first.close();
  for (const name of await readdir(profile)) {
    if (name.startsWith('accounts.')) await rm(path.join(profile, name));
  }

  const { window, app } = await launch();
  for (const user of people) await expectStatus(window, user, 'Active');
  const main = window.getByRole('main');
  await expect(main).toContainText('Accounts were restored from the copy of the list');
  await window.screenshot({ path: 'test-output/screenshots/list-rebuilt.png' });
  for (const user of people) {
    await press(rowOf(window, user), 'Copy token');
    await expect(window.getByText(`Token copied: ${user}`)).toBeVisible();
    expect(await desk.server.isActive(await readClipboard(app))).toBe(true);
  }
});

test('D-03 a read-only profile starts, shows its list, asks before it refreshes, and goes on once it can be written', async ({
  launch,
  desk,
  readOnly,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: elsewhere it is named in the report, with its reason
  test.skip(!canMountSmallDisk, 'mounting takes root on Linux');
  const first = await launch();
  await signInAll(first.window, desk);
  await first.close();
  const makeWritable = readOnly();

  const { window, app } = await launch();
  for (const user of people) await expectStatus(window, user, 'Active');
  const main = window.getByRole('main');
  await expect(main).toContainText('folder is read-only');
  await window.screenshot({ path: 'test-output/screenshots/read-only.png' });
  await answerDialogs(app, 'Cancel');
  await press(rowOf(window, 'alice'), 'Refresh');
  await expect(window.getByText('alice: Nothing can be saved now')).toBeVisible();
  const [question] = await readDialogs(app);
  expect(question?.message).toBe('Refresh although nothing can be saved on the disk?');
  await answerDialogs(app, 'Refresh');
  await press(rowOf(window, 'alice'), 'Refresh');
  await expect(window.getByText('Refreshed: alice')).toBeVisible();
  makeWritable();
  await expect(main).not.toContainText('folder is read-only', { timeout: 30_000 });
});
