// Every screen of the real app under axe, in both themes and languages, without a policy message or clipped text.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { startSecretService } from '../../scripts/secret-service.mjs';
import { makeThrowawayHome } from '../../scripts/throwaway-home.mjs';
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import type { Language } from '../../shared/settings.ts';
import { findClippedText } from '../fixtures/clipped-text.ts';
import { test } from '../fixtures/desktop-test.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';
import { assortedAccounts, seedProfile } from '../fixtures/seed-profile.ts';

const looks = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
] as const;

type Look = { readonly theme: 'light' | 'dark'; readonly language: Language };
const sizes = [
  { name: 'wide', width: 1240, height: 780 },
  { name: 'small', width: 720, height: 480 },
] as const;

/** Looks at one screen: axe, and at both sizes clipped text; leaves a picture of each. */
async function inspect(
  running: RunningApp,
  { theme, language }: Look,
  screen: string,
): Promise<void> {
  const { window } = running;
  for (const { name, width, height } of sizes) {
    await resize(running, width, height);
    const file = `${screen}-${theme}-${language}-${name}.png`;
    await window.screenshot({ path: path.join('test-output/screenshots', file) });
    expect.soft(await findClippedText(window), `${file}: clipped text`).toEqual([]);
  }
  await resize(running, 1240, 780);
  await expectAccessible(running, { theme, language }, screen);
}

/** The details cover the list where the window is narrow; only there is the sheet, and the list under it inert. */
async function inspectSheet(running: RunningApp, look: Look, back: string): Promise<void> {
  const { window } = running;
  await resize(running, 720, 480);
  await window.getByRole('row', { name: 'Orders API' }).click();
  await expect(window.getByRole('button', { name: back, exact: true })).toBeVisible();
  const file = `sheet-${look.theme}-${look.language}.png`;
  await window.screenshot({ path: path.join('test-output/screenshots', file) });
  expect.soft(await findClippedText(window), `${file}: clipped text`).toEqual([]);
  await expectAccessible(running, look, 'sheet');
  await window.getByRole('button', { name: back, exact: true }).click();
  await resize(running, 1240, 780);
}

async function expectAccessible(
  running: RunningApp,
  { theme, language }: Look,
  screen: string,
): Promise<void> {
  const { window } = running;
  // React Aria's announcer briefly holds references to labels of what it has just announced.
  const { violations } = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .exclude('[data-live-announcer]')
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(' | ')}`,
  );
  expect.soft(found, `${screen}, ${theme}, ${language}: axe`).toEqual([]);
  expect.soft(running.consoleMessages(), `${screen}: console`).toEqual([]);
}

async function resize({ app, window }: RunningApp, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]),
    [width, height] as const,
  );
  await window.waitForFunction((wanted) => innerWidth === wanted, width);
}

const word = (text: string, values: Readonly<Record<string, string>> = {}): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');

async function choose(window: Page, field: string, option: string): Promise<void> {
  await window.getByRole('button', { name: new RegExp(`${field}$`) }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

for (const look of looks) {
  const { theme, language } = look;
  const words = catalogue[language];
  const settings = { theme, language };

  test(`the screens of an app with accounts pass, ${theme}, ${language}`, async ({
    launch,
    profile,
  }) => {
    await seedProfile(profile, { accounts: assortedAccounts(), settings });
    const running = await launch();
    const { window } = running;
    await expect(window.getByRole('row').first()).toBeVisible();
    await inspect(running, look, 'list');
    await window.getByRole('row', { name: 'Orders API' }).click();
    await expect(window.getByRole('region', { name: words.details.label })).toBeVisible();
    await inspect(running, look, 'details');
    await inspectSheet(running, look, words.details.back);
    await window
      .getByRole('row', { name: 'Orders API' })
      .getByRole('button', { name: words.list.revoke, exact: true })
      .click();
    const revokeTitle = word(words.dialogs.revoke.title, { label: 'Orders API' });
    await expect(window.getByRole('alertdialog', { name: revokeTitle })).toBeVisible();
    await inspect(running, look, 'revoke');
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: words.window.settings, exact: true }).click();
    await expect(window.getByRole('dialog', { name: words.dialogs.settings.title })).toBeVisible();
    await inspect(running, look, 'settings');
  });

  test(`the screens of a first sign-in pass, ${theme}, ${language}`, async ({
    launch,
    profile,
    server,
    systemBrowser,
  }) => {
    await seedProfile(profile, { accounts: [], settings });
    const running = await launch();
    const { window } = running;
    await expect(window.getByRole('heading', { name: words.list.empty.title })).toBeVisible();
    await inspect(running, look, 'empty');
    await window.getByRole('banner').getByRole('button', { name: words.window.addAccount }).click();
    const { field } = words.dialogs;
    await window.getByRole('textbox', { name: field.issuer, exact: true }).fill(server.issuer);
    await window.getByRole('textbox', { name: field.clientId, exact: true }).fill('public');
    await window.getByRole('textbox', { name: field.label, exact: true }).fill('Orders API');
    await choose(window, field.environment, words.dialogs.environment.production);
    await inspect(running, look, 'add');
    await window.getByRole('button', { name: words.dialogs.add.submit, exact: true }).click();
    await expect(window.getByRole('heading', { name: words.dialogs.waiting.title })).toBeVisible();
    await expect.poll(() => systemBrowser.opened.length).toBe(1);
    await inspect(running, look, 'waiting');
    await systemBrowser.walk(systemBrowser.opened[0] ?? '', { denies: true });
    await expect(window.getByText(words.errors.access_denied.title).first()).toBeVisible();
    await inspect(running, look, 'error');
  });

  test(`the screen of a locked keychain passes, ${theme}, ${language}`, async ({
    launch,
    profile,
  }) => {
    const home = await makeThrowawayHome();
    const env = { ...home.env, DISPLAY: process.env.DISPLAY ?? '' };
    const keychain = await startSecretService({ env, activation: false });
    await keychain.lock();
    await seedProfile(profile, { accounts: assortedAccounts(), settings, sentinelWritten: true });
    const { DBUS_SESSION_BUS_ADDRESS: bus = '' } = keychain.env;
    const running = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: bus } });
    const { window } = running;
    const state = new RegExp(word(words.window.statusBar.keychain.locked, { name: '.*' }));
    await expect(window.getByRole('contentinfo')).toContainText(state);
    await inspect(running, look, 'locked');
    await running.close();
    await keychain.stop();
    await home.remove();
  });
}

test('text that is cut is found (control)', async ({ launch }) => {
  const { window } = await launch();
  await window.evaluate(() => {
    const cut = document.createElement('p');
    cut.textContent = 'A sentence that does not fit into its box';
    cut.style.width = '60px';
    cut.style.overflow = 'hidden';
    cut.style.whiteSpace = 'nowrap';
    document.body.append(cut);
  });
  expect((await findClippedText(window)).join()).toContain('A sentence that does not fit');
});
