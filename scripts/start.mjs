// Builds the app and runs it on this desktop with the arguments that the person gave.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { hasDisplay } from './has-display.mjs';
import { projectRoot } from './project.mjs';

if (!hasDisplay()) {
  process.stderr.write(
    'There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n' +
      'Start it from a desktop, or see it at work without one: npm run demo\n',
  );
  process.exit(1);
}

const { electron } = await bootstrap({ headless: false });
await buildApp();
// Chromium's sandbox does not run as root; the product itself never turns it off.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const child = spawn(electron, [projectRoot, ...sandbox, ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
