// Starts the built app as a person does and looks at its first screen.
import { expect, test } from '@playwright/test';
import { launchApp } from '../fixtures/launch-app.ts';

test('the app opens one window titled Tokenward that says there are no accounts yet', async () => {
  const running = await launchApp();
  try {
    await expect(running.window).toHaveTitle('Tokenward');
    await expect(running.window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
    await expect(running.window.getByRole('button', { name: 'Add account' }).first()).toBeVisible();
    expect(running.app.windows()).toHaveLength(1);
    expect(running.consoleMessages()).toEqual([]);
    await running.window.screenshot({ path: 'test-output/screenshots/first-start.png' });
  } finally {
    await running.close();
  }
});
