// Accounts stay fresh by themselves in the real app: on screen, in the server's log, and with nobody asked (T-07, R-11).
import { expect, type Page } from '@playwright/test';
import { expectStatus, rowOf } from '../fixtures/account-window.ts';
import { refreshesAt, signInMinutesAgo } from '../fixtures/aged-sign-in.ts';
import { readAccount } from '../fixtures/ask-app.ts';
import { test } from '../fixtures/desktop-test.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';

/** Overdue accounts begin at a random moment within 30 s of the clocks' return. */
const within = { timeout: 60_000 };

const isHidden = ({ app }: RunningApp): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((it) => !it.isVisible()));

async function minutesLeft(window: Page, label: string): Promise<number> {
  const expiresAt = (await readAccount(window, label)).access?.expiresAt ?? 0;
  return (expiresAt - Date.now()) / 60_000;
}

test('T-07 an account is refreshed before its end, with the window shown and hidden, and nobody is asked', async ({
  server,
  systemBrowser,
  launch,
}) => {
  test.setTimeout(180_000);
  const running = await launch();
  const { window, app } = running;
  const desk = { running, server, systemBrowser };

  await signInMinutesAgo(desk, 55, [{ label: 'Shown', user: 'alice' }]);
  expect(await minutesLeft(window, 'Shown')).toBeLessThan(6);
  await expect.poll(() => refreshesAt(server).length, within).toBe(1);
  await expect(rowOf(window, 'Shown')).toContainText(/5\dm \d\ds/);
  await expectStatus(window, 'Shown', 'Active');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await signInMinutesAgo(desk, 55, [{ label: 'Hidden', user: 'bob' }]);
  expect(await isHidden(running)).toBe(true);
  await expect.poll(() => refreshesAt(server).length, within).toBe(2);
  await expect.poll(() => minutesLeft(window, 'Hidden')).toBeGreaterThan(55);
  expect(await isHidden(running)).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect(rowOf(window, 'Hidden')).toContainText(/5\dm \d\ds/);
  await expectStatus(window, 'Hidden', 'Active');

  const [first, second] = refreshesAt(server);
  expect(first?.issued.refresh_token).not.toBe(first?.sent.refresh_token);
  expect(second?.sent.refresh_token).not.toBe(first?.sent.refresh_token);
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(window.getByRole('contentinfo')).toContainText(/Next refresh in 5\dm/);
  expect(systemBrowser.opened).toHaveLength(2);
  await window.screenshot({ path: 'test-output/screenshots/refreshed-by-itself.png' });
});
