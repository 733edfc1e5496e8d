// Holds the app to its manners on the desktop: closing, the tray, coming back and quitting, in the real Electron.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { MenuItemConstructorOptions } from 'electron';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus } from '../fixtures/account-window.ts';
import { answerOf, askApp, readAccount } from '../fixtures/ask-app.ts';
import { readMain, tellMain } from '../fixtures/ask-main.ts';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import { startPrivateKeyring } from '../fixtures/keyring.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';
import { setMainClock } from '../fixtures/main-clock.mjs';
import { answerDialogs, readDialogs } from '../fixtures/native-dialogs.ts';
import { accountThatLooks, seedProfile } from '../fixtures/seed-profile.ts';
import { startAgain } from '../fixtures/start-again.ts';
import { startUndrivenApp } from '../fixtures/undriven-app.ts';

const hourMs = 3_600_000;
const label = 'Orders API';

const closeWindow = ({ app }: RunningApp): Promise<void> =>
  tellMain(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()));
const isVisible = ({ app }: RunningApp): Promise<boolean | undefined> =>
  readMain(() =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
  );
const whenClosed = async ({ window }: RunningApp): Promise<string> => {
  const { json } = answerOf(await askApp(window, 'snapshot.read', {}));
  return JSON.parse(json).settings.whenClosed;
};

/** Keeps the labels of every menu that main builds from now on. */
async function watchMenus({ app }: RunningApp): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ Menu }) => {
    const build = Menu.buildFromTemplate;
    Menu.buildFromTemplate = (template) => {
      Object.assign(globalThis, { __menu: template });
      return build(template);
    };
  });
  return () =>
    app.evaluate(() => {
      const { __menu } = globalThis as { readonly __menu?: MenuItemConstructorOptions[] };
      return (__menu ?? []).map((it) => it.label ?? '-');
    });
}

test('closing the window asks once, and the app that was told to stay comes back with a second start', async ({
  profile,
  launch,
}) => {
  await seedProfile(profile, { accounts: [accountThatLooks({ label })] });
  const running = await launch();
  const { app, window } = running;
  await expectStatus(window, label, 'Active');
  const trayMenu = await watchMenus(running);

  await answerDialogs(app, 'Cancel');
  await closeWindow(running);
  await expect.poll(async () => (await readDialogs(app)).length).toBe(1);
  expect(await isVisible(running)).toBe(true);

  await answerDialogs(app, 'Keep running');
  await closeWindow(running);
  await expect.poll(() => isVisible(running)).toBe(false);
  await expect.poll(() => whenClosed(running)).toBe('keep_running');
  await expect.poll(trayMenu).toContain('No account needs you');
  const [question] = await readDialogs(app);
  expect(question).toMatchObject({
    message: 'Keep Tokenward running in the tray so that accounts stay fresh?',
    buttons: ['Keep running', 'Quit', 'Cancel'],
    defaultId: 1,
  });
  expect(question?.detail).toMatch(/starting Tokenward again(,)? brings the window back/i);

  expect((await startAgain(running)).code).toBe(0);
  await expect.poll(() => isVisible(running)).toBe(true);
  await closeWindow(running);
  await expect.poll(() => isVisible(running)).toBe(false);
  expect(await readDialogs(app)).toHaveLength(2);
  answerOf(await askApp(window, 'settings.update', { language: 'zh-CN' }));
  await expect.poll(trayMenu).toContain('没有需要处理的账户');
});

test('an app that was told to quit with its window does so, and is not asked again', async ({
  profile,
  launch,
}) => {
  await seedProfile(profile, { accounts: [accountThatLooks({ label })] });
  const first = await launch();
  await expectStatus(first.window, label, 'Active');
  await answerDialogs(first.app, 'Quit');
  await Promise.all([first.app.waitForEvent('close'), closeWindow(first).catch(() => undefined)]);

  const second = await launch();
  await expectStatus(second.window, label, 'Active');
  expect(await whenClosed(second)).toBe('quit');
  await Promise.all([second.app.waitForEvent('close'), closeWindow(second).catch(() => undefined)]);
});

test('an app without accounts quits with its window and asks nothing', async ({ launch }) => {
  const running = await launch();
  await expect(running.window.getByText('No accounts yet')).toBeVisible();
  await Promise.all([
    running.app.waitForEvent('close'),
    closeWindow(running).catch(() => undefined),
  ]);
});

test('behind a closed window the timers on screen stand still', async ({ profile }) => {
  const settings = { whenClosed: 'keep_running' } as const;
  await seedProfile(profile, { accounts: [accountThatLooks({ label })], settings });
  const app = await startUndrivenApp(profile);
  const timer = () => app.evaluate(`document.querySelector('[role=grid]')?.innerText ?? ''`);
  const ticks = async (): Promise<boolean> => {
    const before = await timer();
    await app.evaluate('new Promise((done) => setTimeout(done, 2_500))');
    return (await timer()) !== before;
  };
  try {
    await expect.poll(timer).toMatch(/\d+m \d\ds/);
    expect(await ticks()).toBe(true);
    await app.closeWindow();
    await expect.poll(() => app.evaluate('document.hidden')).toBe(true);
    expect(await ticks()).toBe(false);
  } finally {
    await app.kill();
  }
});

test('behind a closed window accounts are refreshed all the same', async ({
  server,
  systemBrowser,
  launch,
}) => {
  test.setTimeout(120_000);
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  const running = await launch();
  const { app, window } = running;
  const definition = defineAccount(server.issuer, { label });
  answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
  await expectStatus(window, label, 'Active');
  answerOf(await askApp(window, 'settings.update', { whenClosed: 'keep_running' }));
  await closeWindow(running);
  await expect.poll(() => isVisible(running)).toBe(false);

  server.log.length = 0;
  await setMainClock(app, 2 * hourMs);
  const refreshes = () => server.log.filter((it) => it.grantType === 'refresh_token').length;
  await expect.poll(refreshes, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await isVisible(running)).toBe(false);
});

test('R-07 quitting says what it would lose, and goes on once the keychain took it', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const keyring = await startPrivateKeyring();
  try {
    const running = await launch({ env: keyring.env });
    const { app, window, userData } = running;
    systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
    const definition = defineAccount(server.issuer, { label });
    answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
    await expectStatus(window, label, 'Active');
    // The journal takes nothing more, as on a disk that has gone read-only.
    await rm(path.join(userData, 'tokens.journal'), { force: true });
    await mkdir(path.join(userData, 'tokens.journal'));
    server.intercept(async ({ url }) => {
      if (url === '/token') await keyring.lock();
      return false;
    });
    const { accountId } = await readAccount(window, label);
    await askApp(window, 'account.refresh', { accountId });
    server.intercept(null);
    await expectStatus(window, label, 'Not saved yet');

    await answerDialogs(app, 'Cancel');
    await tellMain(() => app.evaluate(({ app }) => app.quit()));
    await expect.poll(async () => (await readDialogs(app)).length).toBe(1);
    const [question] = await readDialogs(app);
    expect(question).toMatchObject({
      message: 'Quitting now loses the newest tokens of 1 account.',
      buttons: ['Try again', 'Quit and lose them', 'Cancel'],
    });
    await expectStatus(window, label, 'Not saved yet');

    await keyring.unlock();
    await answerDialogs(app, 'Try again');
    await Promise.all([
      app.waitForEvent('close'),
      app.evaluate(({ app }) => app.quit()).catch(() => undefined),
    ]);
    const again = await launch({ env: keyring.env });
    await expectStatus(again.window, label, 'Active');
    answerOf(await askApp(again.window, 'account.refresh', { accountId }));
  } finally {
    await keyring.stop();
  }
});

test('a locked screen hides what the window shows, and unlocking brings it back as it was', async ({
  server,
  systemBrowser,
  launch,
}) => {
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  const { app, window } = await launch();
  const definition = defineAccount(server.issuer, { label });
  answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
  await expectStatus(window, label, 'Active');
  const { accountId } = await readAccount(window, label);
  answerOf(await askApp(window, 'account.copy', { accountId, form: 'token' }));
  expect(await readClipboard(app)).not.toBe('');
  const search = window.getByRole('searchbox', { name: 'Search accounts' });
  await search.fill('Orders');
  const look = () => window.evaluate(() => getComputedStyle(document.body).opacity);
  const tell = (event: 'lock-screen' | 'unlock-screen') =>
    tellMain(() => app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event));
  const before = await window.screenshot();

  await tell('lock-screen');
  await expect.poll(look).toBe('0');
  await expect.poll(() => readClipboard(app)).toBe('');
  const hidden = await window.screenshot({
    path: 'test-output/screenshots/screen-locked.png',
  });
  expect(hidden.byteLength).toBeLessThan(before.byteLength / 4);
  const refreshedAt = async () => (await readAccount(window, label)).lastRefreshedAt;
  answerOf(await askApp(window, 'account.refresh', { accountId }));
  await expect.poll(refreshedAt).not.toBeNull();

  await tell('unlock-screen');
  await expect.poll(look).toBe('1');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('Orders');
  await expectStatus(window, label, 'Active');
});

test('the window opens where it stood, and on the screen where that place is gone', async ({
  profile,
  launch,
}) => {
  const boundsOf = ({ app }: RunningApp) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const place = { x: 40, y: 60, width: 900, height: 600 };
  const first = await launch();
  await expect(first.window.getByText('No accounts yet')).toBeVisible();
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, place);
  await expect.poll(() => boundsOf(first)).toEqual(place);
  await first.close();

  const second = await launch();
  await expect.poll(() => boundsOf(second)).toEqual(place);
  await second.close();
  const away = { schemaVersion: 1, place: { ...place, x: 90_000, maximized: false } };
  await writeFile(path.join(profile, 'window.json'), JSON.stringify(away));

  const third = await launch();
  await expect(third.window.getByText('No accounts yet')).toBeVisible();
  const bounds = await boundsOf(third);
  expect(bounds).toMatchObject({ width: 900, height: 600 });
  expect(bounds?.x).toBeLessThan(10_000);
});

test('an app that starts with the desktop stays in the tray where it is meant to, until somebody opens it', async ({
  profile,
  launch,
}) => {
  const home = await mkdtemp(path.join(tmpdir(), 'tokenward-config-'));
  const env = { XDG_CONFIG_HOME: home };
  try {
    const first = await launch({ env });
    await expect(first.window.getByText('No accounts yet')).toBeVisible();
    answerOf(await askApp(first.window, 'settings.update', { startAtLogin: true }));
    const folder = path.join(home, 'autostart');
    const [name = ''] = await readdir(folder);
    expect(await readdir(folder)).toHaveLength(1);
    const entry = await readFile(path.join(folder, name), 'utf8');
    expect(entry).toMatch(/^Exec=.* --started-at-login$/m);
    expect(entry).toContain(`--user-data-dir=${profile}`);
    await first.close();

    const asked = await launch({ env, args: ['--started-at-login'] });
    await expect.poll(() => isVisible(asked)).toBe(true);
    answerOf(await askApp(asked.window, 'settings.update', { whenClosed: 'keep_running' }));
    await asked.close();

    const quiet = await launch({ env, args: ['--started-at-login'] });
    await expect(quiet.window.getByText('No accounts yet')).toBeAttached();
    expect(await isVisible(quiet)).toBe(false);
    expect((await startAgain(quiet)).code).toBe(0);
    await expect.poll(() => isVisible(quiet)).toBe(true);

    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder was');
    answerOf(await askApp(quiet.window, 'settings.update', { startAtLogin: false }));
    expect(await askApp(quiet.window, 'settings.update', { startAtLogin: true })).toMatchObject({
      error: { code: 'login_item_refused' },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
