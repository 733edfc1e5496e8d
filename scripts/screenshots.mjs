// Makes the pictures of the README anew, light and dark, from the accounts of the demo in the real window.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { projectRoot } from './project.mjs';

const folder = path.join(projectRoot, 'docs/images');
const [width, height] = [1240, 780];

const { electron } = await bootstrap();
await buildApp();
const { prepareDemoAccounts } = await import('./demo-accounts.mjs');
const { askMain } = await import('./demo-app.mjs');
const { withHeadlessApp } = await import('./demo-headless.mjs');
const { clearNotices, rowOf, takePicture } = await import('./demo-window.mjs');

await mkdir(folder, { recursive: true });
await withHeadlessApp(electron, async (demo) => {
  const { app, window } = demo;
  await askMain(window, 'settings.update', { theme: 'light', language: 'en' });
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setContentSize(...size),
    [width, height],
  );
  await prepareDemoAccounts(demo);
  await rowOf(window, 'Orders backend').click();
  await clearNotices(window);
  for (const theme of ['light', 'dark']) {
    await askMain(window, 'settings.update', { theme });
    console.log(`docs/images/${await takePicture(window, folder, theme)}`);
  }
});
