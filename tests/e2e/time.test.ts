// Holds the timers on screen to the clock: after a sleep, after clock changes both ways and after a reload (T-01 to T-04).
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press, rowOf } from '../fixtures/account-window.ts';
import { freezeApp } from '../fixtures/app-processes.ts';
import { answerOf, askApp, readAccount } from '../fixtures/ask-app.ts';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';
import { setMainClock } from '../fixtures/main-clock.mjs';

const label = 'Timed';
const sleepMs = 20_000;
const hourMs = 3_600_000;

async function signIn(
  { window }: RunningApp,
  issuer: string,
  clientId: 'public' | 'no-refresh',
): Promise<number> {
  const scope = clientId === 'no-refresh' ? 'openid email' : 'openid offline_access';
  const definition = defineAccount(issuer, { label, clientId, scope, environment: 'none' });
  answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
  await expect.poll(async () => (await readAccount(window, label)).grant.status).toBe('live');
  return (await readAccount(window, label)).access?.expiresAt ?? 0;
}

/** By how much the row's countdown is off, in ms: what it shows against what is left by the wall clock. */
async function readError(window: Page, expiresAt: number): Promise<number> {
  // biome-ignore lint/performance/useDomNodeTextContent: the lines as they are shown tell the countdown apart
  const text = await rowOf(window, label).innerText();
  const left = expiresAt - Date.now();
  const [, minutes, seconds] = /^(\d+)m (\d+)s$/m.exec(text) ?? [];
  if (minutes === undefined || seconds === undefined) throw new Error(`no countdown in ${text}`);
  return (Number(minutes) * 60 + Number(seconds)) * 1000 - left;
}

test('the timer is right within a second of waking from a sleep of all processes', async ({
  server,
  systemBrowser,
  launch,
}) => {
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  server.setAccessTokenSeconds(1800);
  const running = await launch();
  const { window, app } = running;
  const expiresAt = await signIn(running, server.issuer, 'public');
  await expectStatus(window, label, 'Active');
  await expect.poll(async () => Math.abs(await readError(window, expiresAt))).toBeLessThan(1000);

  const wake = await freezeApp(app.process().pid ?? 0);
  await sleep(sleepMs);
  wake();
  const wokenAt = Date.now();
  let error = await readError(window, expiresAt);
  const firstAfter = Date.now() - wokenAt;
  while (Math.abs(error) > 1000 && Date.now() - wokenAt < 1000) {
    error = await readError(window, expiresAt);
  }
  console.log(
    `figure: ${Date.now() - wokenAt} ms after SIGCONT (first look after ${firstAfter} ms) of a stop of ` +
      `${sleepMs / 1000} s the timer is off by ${Math.round(error)} ms`,
  );
  expect(Math.abs(error)).toBeLessThanOrEqual(1000);
});

test('a clock set forward ends the token: the row says Expired, and copying leaves the clipboard alone', async ({
  server,
  systemBrowser,
  launch,
}) => {
  systemBrowser.seat({ kind: 'signs_in', user: 'bob' });
  const running = await launch();
  const { window, app } = running;
  await signIn(running, server.issuer, 'no-refresh');
  await expectStatus(window, label, 'Active');
  await app.evaluate(({ clipboard }) => clipboard.writeText('mine'));

  await moveClocks(running, 2 * hourMs);
  await expectStatus(window, label, 'Expired');
  await press(rowOf(window, label), 'Copy token');
  await expect(window.getByText(`${label}: The token has expired`)).toBeVisible();
  await expect(
    window.getByRole('region', { name: 'Notifications' }).getByRole('button', {
      name: 'Sign in again',
    }),
  ).toBeVisible();
  expect(await readClipboard(app)).toBe('mine');
  await window.screenshot({ path: 'test-output/screenshots/copy-expired.png' });
});

test('a clock set back revives no token', async ({ server, systemBrowser, launch }) => {
  systemBrowser.seat({ kind: 'signs_in', user: 'carol' });
  server.setAccessTokenSeconds(3);
  const running = await launch();
  const { window, app } = running;
  await signIn(running, server.issuer, 'no-refresh');
  await expectStatus(window, label, 'Expired');

  await moveClocks(running, -hourMs);
  await sleep(2_500);
  await expectStatus(window, label, 'Expired');
  const { accountId } = await readAccount(window, label);
  expect(await askApp(window, 'account.copy', { accountId, form: 'token' })).toMatchObject({
    error: { code: 'token_expired' },
  });
  expect(await readClipboard(app)).toBe('');
});

test('a reload of the window shows the same time left', async ({
  server,
  systemBrowser,
  launch,
}) => {
  systemBrowser.seat({ kind: 'signs_in', user: 'dave' });
  server.setAccessTokenSeconds(1800);
  const running = await launch();
  const { window } = running;
  const expiresAt = await signIn(running, server.issuer, 'public');
  await expectStatus(window, label, 'Active');
  await window.reload();
  await expectStatus(window, label, 'Active');
  await expect.poll(async () => Math.abs(await readError(window, expiresAt))).toBeLessThan(1000);
  expect((await readAccount(window, label)).access?.expiresAt).toBe(expiresAt);
});

/** Moves the wall clock of main and of the window, as changing the system's clock does; the monotonic ones go on. */
async function moveClocks({ app, window }: RunningApp, byMs: number): Promise<void> {
  await setMainClock(app, byMs);
  await window.evaluate((ms) => {
    const now = Date.now;
    Date.now = () => now() + ms;
  }, byMs);
}
