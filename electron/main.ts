/** Entry of the main process: one instance a profile (E-23), the scheme before ready, then the app on real parts. */
import { app, protocol } from 'electron';
import { createApp } from './app.ts';
import { openDesktopApp } from './desktop-app.ts';
import { findWriteRefusal } from './platform/guarded-file.ts';
import { wasStartedAtLogin } from './platform/login-item.ts';
import { createRealPorts } from './platform/real-ports.ts';
import { findTrayHost } from './platform/tray-host.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { findLaunchRefusal } from './window/launch-guard.ts';
import { enforceSandbox, lockDownApp } from './window/lockdown.ts';

const { argv, env, platform } = process;

function start(): void {
  enforceSandbox(app);
  registerAppScheme(protocol);
  lockDownApp(app);
  void app
    .whenReady()
    .then(() => {
      const ports = createRealPorts();
      const { clock, logger, windowPlace } = ports;
      const unasked = wasStartedAtLogin(app, argv);
      const core = createApp(ports);
      return openDesktopApp({ core, clock, logger, windowPlace, findTrayHost, unasked });
    })
    .catch((thrown: unknown) => {
      const reason = thrown instanceof Error ? thrown.name : 'unknown';
      process.stderr.write(`Tokenward could not open its window (${reason}).\n`);
      app.exit(1);
    });
}

const refusal = findLaunchRefusal({ argv, env, platform, isPackaged: app.isPackaged });
if (refusal !== null) {
  process.stderr.write(`Tokenward did not start: ${refusal}\n`);
  app.exit(1);
} else if (app.requestSingleInstanceLock() || findWriteRefusal(app.getPath('userData')) !== null) {
  // Where nothing can be written there can be no lock either, and nothing is refreshed by itself (D-03).
  start();
} else {
  app.quit();
}
