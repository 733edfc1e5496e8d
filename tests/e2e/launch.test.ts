// Starts the built app the way it has to refuse, and twice on one profile (requirements E-21 and E-23).

import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from '../fixtures/launch-app.ts';
import { startAgain } from '../fixtures/start-again.ts';

test.describe('start of the app', () => {
  let running: RunningApp;

  test.beforeAll(async () => {
    running = await launchApp();
  });

  test.afterAll(() => running.close());

  test('E-23 ends a second start on the same profile at once and shows the first window', async () => {
    const isVisible = () =>
      running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);
    const { code } = await startAgain(running, {});
    expect(code).toBe(0);
    await expect.poll(isVisible).toBe(true);
    expect(running.app.windows()).toHaveLength(1);
  });

  test('E-21 does not start where certificates are not checked', async () => {
    const ending = await startAgain(running, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(ending.code).toBe(1);
    expect(ending.output).toContain('certificate_checks_off');
  });
});
