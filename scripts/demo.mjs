// Shows the app at work from a bare clone: on the person's own desktop, or, without a display, by itself on a virtual one.
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { hasDisplay } from './has-display.mjs';

const headless = process.argv.includes('--headless') || !hasDisplay();
const { electron } = await bootstrap({ headless });
await buildApp();
// Only now: what these need was perhaps not installed before.
const run = headless
  ? (await import('./demo-headless.mjs')).runHeadlessDemo
  : (await import('./demo-on-screen.mjs')).runDemoOnScreen;
try {
  process.exitCode = await run(electron);
} catch (error) {
  process.stderr.write(`\nThe demo did not come to its end: ${error.message}\n`);
  process.exitCode = 1;
}
