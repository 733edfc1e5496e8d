// Makes the pictures of the README anew, light and dark, from the accounts of the demo in the real window: the list, and what became of one account.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { projectRoot } from './project.mjs';

const folder = path.join(projectRoot, 'docs/images');
const [width, height] = [1240, 780];
const label = 'Orders backend';

const { electron } = await bootstrap();
await buildApp();
const { prepareDemoAccounts } = await import('./demo-accounts.mjs');
const { askMain } = await import('./demo-app.mjs');
const { withHeadlessApp } = await import('./demo-headless.mjs');
const { openQuestion, seeAnswer } = await import('./demo-revocation.mjs');
const { around, clearNotices, press, rowOf, takePicture } = await import('./demo-window.mjs');

const take = async (window, picture) =>
  console.log(`docs/images/${await takePicture(window, { folder, ...picture })}`);

await mkdir(folder, { recursive: true });
await withHeadlessApp(electron, async (demo) => {
  const { app, window } = demo;
  await askMain(window, 'settings.update', { theme: 'light', language: 'en' });
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setContentSize(...size),
    [width, height],
  );
  await prepareDemoAccounts(demo);
  await rowOf(window, label).click();
  await clearNotices(window);
  for (const theme of ['light', 'dark']) {
    await askMain(window, 'settings.update', { theme });
    await take(window, { name: theme });
  }
  const question = await openQuestion(demo, label);
  await press(question, demo.words('dialogs.revoke.confirm'));
  const answer = await seeAnswer(demo, label, 'proven_dead');
  await clearNotices(window);
  for (const theme of ['light', 'dark']) {
    await askMain(window, 'settings.update', { theme });
    await take(window, { name: `verdict-${theme}`, clip: await around(answer) });
  }
});
