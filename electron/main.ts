/** Entry of the main process: one process a profile (E-23, R-09), the scheme before ready, then the app on real parts. */
import { app, dialog, protocol } from 'electron';
import { resolveLanguage } from '../shared/settings.ts';
import { createApp } from './app.ts';
import { openDesktopApp } from './desktop-app.ts';
import { findWriteRefusal } from './platform/guarded-file.ts';
import { wasStartedAtLogin } from './platform/login-item.ts';
import { openProfile } from './platform/open-profile.ts';
import { findTrayHost } from './platform/tray-host.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { findLaunchRefusal } from './window/launch-guard.ts';
import { enforceSandbox, lockDownApp } from './window/lockdown.ts';
import { sayProfileInUse } from './window/profile-in-use.ts';

const { argv, env, platform } = process;

async function open(): Promise<void> {
  const profile = await openProfile();
  if (profile.kind === 'refused') {
    process.stderr.write(`Tokenward did not start: profile_in_use, process ${profile.owner.pid}\n`);
    // The settings are in the profile, so that the language is the system's.
    sayProfileInUse(dialog, profile, resolveLanguage('system', app.getPreferredSystemLanguages()));
    app.exit(1);
    return;
  }
  const { ports } = profile;
  const { clock, logger, windowPlace } = ports;
  const unasked = wasStartedAtLogin(app, argv);
  const core = createApp(ports);
  await openDesktopApp({ core, clock, logger, windowPlace, findTrayHost, unasked });
}

function start(): void {
  enforceSandbox(app);
  registerAppScheme(protocol);
  lockDownApp(app);
  void app
    .whenReady()
    .then(open)
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
