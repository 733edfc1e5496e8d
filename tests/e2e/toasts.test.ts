// Errors that stay until they are dismissed, beside a dialog: they lie over nothing of it, and the keyboard reaches both.
import { expect, type Page } from '@playwright/test';
import { press, rowOf } from '../fixtures/account-window.ts';
import { test } from '../fixtures/desktop-test.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';
import { accountThatLooks, seedProfile } from '../fixtures/seed-profile.ts';

const labels = ['Orders API', 'Catalogue admin', 'Release bot'];
const looks = [
  { width: 1240, height: 780, zoom: 1 },
  { width: 720, height: 480, zoom: 1 },
  { width: 720, height: 480, zoom: 2 },
] as const;

async function become({ app, window }: RunningApp, look: (typeof looks)[number]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const [page] = BrowserWindow.getAllWindows();
    page?.setContentSize(width, height);
    page?.webContents.setZoomFactor(zoom);
  }, look);
  await window.waitForFunction((wanted) => innerWidth === wanted, look.width / look.zoom);
}

/** The dialog's lower edge and whether the toasts lie over any of it; the toasts are known by their region. */
const layout = (window: Page) =>
  window.evaluate(() => {
    const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const dialog = boxOf('[data-dialog] [role$="dialog"]');
    const toasts = boxOf('[aria-label="Notifications"]');
    if (dialog === undefined || toasts === undefined) throw new Error('one of them is not there');
    const overlapping =
      toasts.bottom > dialog.top && toasts.top < dialog.bottom && toasts.right > dialog.left;
    return { overlapping, fits: dialog.bottom <= innerHeight && toasts.top >= 0 };
  });

test('errors lie over no dialog at any size, and F6 reaches them from within it', async ({
  launch,
  profile,
}) => {
  const accounts = labels.map((label) => accountThatLooks({ label }));
  await seedProfile(profile, { accounts, settings: { language: 'en' } });
  const running = await launch();
  const { window } = running;
  for (const label of labels) await press(rowOf(window, label), 'Refresh');
  const notifications = window.getByRole('region', { name: 'Notifications' });
  await expect(notifications.getByRole('button', { name: 'Dismiss' })).toHaveCount(3);
  await window.keyboard.press('ControlOrMeta+,');
  const dialog = window.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  for (const look of looks) {
    await become(running, look);
    await expect
      .poll(() => layout(window), { message: `${JSON.stringify(look)}` })
      .toEqual({
        overlapping: false,
        fits: true,
      });
  }
  await window.keyboard.press('F6');
  await expect(notifications.getByRole('button').first()).toBeFocused();
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await expect(notifications.getByRole('button', { name: 'Dismiss' })).toHaveCount(2);
  await expect(dialog).toBeVisible();
});
