/** Entry of the main process: one process a profile (E-23, R-09), the scheme before ready, then the app on real parts. */
import { app, dialog, protocol } from 'electron';
import { resolveLanguage } from '../shared/settings.ts';
import { createApp } from './app.ts';
import { openDesktopApp } from './desktop-app.ts';
import { openProfile } from './platform/open-profile.ts';
import { findTrayHost } from './platform/tray-host.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { findLaunchRefusal } from './window/launch-guard.ts';
import { enforceSandbox, lockDownApp } from './window/lockdown.ts';
import { describeProfileInUse, type ProfileInUse } from './window/profile-in-use.ts';

/** The settings are in the profile, so that the language is the system's. */
function refuse(inUse: ProfileInUse): void {
  const language = resolveLanguage('system', app.getPreferredSystemLanguages());
  const { message, detail, button } = describeProfileInUse(inUse, language);
  process.stderr.write(`Tokenward did not start: profile_in_use, process ${inUse.owner.pid}\n`);
  // The asynchronous one ends its promise only when something else wakes the loop, half a minute later.
  dialog.showMessageBoxSync({ type: 'warning', message, detail, buttons: [button] });
  app.exit(1);
}

async function open(): Promise<void> {
  const profile = await openProfile();
  if (profile.kind === 'refused') return refuse(profile);
  const { ports } = profile;
  const { clock, logger, windowPlace } = ports;
  await openDesktopApp({ core: createApp(ports), clock, logger, windowPlace, findTrayHost });
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

const { argv, env, platform } = process;
const refusal = findLaunchRefusal({ argv, env, platform, isPackaged: app.isPackaged });
if (refusal !== null) {
  process.stderr.write(`Tokenward did not start: ${refusal}\n`);
  app.exit(1);
} else if (app.requestSingleInstanceLock()) {
  start();
} else {
  app.quit();
}
