// What the system has a say in is changed there first: a setting that is shown is one that holds.
import { describe, expect, it } from 'vitest';
import { createFakeLoginItem } from '../fixtures/fake-login-item.ts';
import { createFakeSettingsStore } from '../fixtures/fake-settings-store.ts';
import { createTestApp } from '../fixtures/test-app.ts';

function appOnDesktop() {
  const loginItem = createFakeLoginItem();
  const settings = createFakeSettingsStore();
  const test = createTestApp([], { loginItem, settings });
  const shown = (): boolean => test.snapshot().settings.startAtLogin;
  return { ...test, loginItem, settings, shown };
}

describe('starting with the desktop', () => {
  it('is off at first, and turned on and off with the setting', async () => {
    const { ask, loginItem, shown } = appOnDesktop();
    expect([shown(), loginItem.isSet()]).toEqual([false, false]);
    await ask('settings.update', { startAtLogin: true });
    expect([shown(), loginItem.isSet()]).toEqual([true, true]);
    await ask('settings.update', { startAtLogin: false });
    expect([shown(), loginItem.isSet()]).toEqual([false, false]);
  });

  it('is not touched by other settings', async () => {
    const { ask, loginItem } = appOnDesktop();
    loginItem.setRefusing(true);
    expect(await ask('settings.update', { theme: 'dark' })).toMatchObject({ ok: true });
  });

  it('stays off where the system refuses', async () => {
    const { ask, loginItem, shown } = appOnDesktop();
    loginItem.setRefusing(true);
    expect(await ask('settings.update', { startAtLogin: true })).toMatchObject({
      error: { code: 'login_item_refused' },
    });
    expect(shown()).toBe(false);
  });

  it('stays off where the setting cannot be kept', async () => {
    const { ask, loginItem, settings, shown } = appOnDesktop();
    settings.setUnwritable(true);
    expect(await ask('settings.update', { startAtLogin: true })).toMatchObject({
      error: { code: 'disk_unwritable' },
    });
    expect([shown(), loginItem.isSet()]).toEqual([false, false]);
  });
});
