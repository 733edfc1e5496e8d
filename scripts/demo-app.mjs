// Drives the built app in a real Electron for demo and pictures: starts it, asks it through the window's own bridge.
import { _electron } from 'playwright';
import { projectRoot } from './project.mjs';
import { startUnderDriver } from './start-under-driver.mjs';

const closeMs = 10_000;
const settleMs = 30_000;
const lookMs = 50;

/** As root Chromium's sandbox does not run; the product itself never turns it off. */
export const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The driver would end this process at once, with whatever else it has started still running. */
function takeSignals(onSignal) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
  }
}

/**
 * Starts the app on `profile` and resolves when its window is there, with { app, window, close }.
 * A signal to this process ends the app, so that whoever waits for it cleans up.
 * `close` quits it in the normal way, by force after ten seconds.
 */
export async function launchDemoApp({ electron, profile, env }) {
  const app = await startUnderDriver(_electron, {
    executablePath: electron,
    args: [projectRoot, ...sandboxArguments, `--user-data-dir=${profile}`],
    cwd: projectRoot,
    env,
    // The theme is the app's own to set; the driver would hold the page to light.
    colorScheme: null,
  });
  const main = app.process();
  takeSignals(() => main.kill('SIGKILL'));
  const gone = new Promise((resolve) => main.once('exit', resolve));
  const window = await app.firstWindow();
  window.setDefaultTimeout(settleMs);
  const close = async () => {
    const force = setTimeout(() => main.kill('SIGKILL'), closeMs);
    await app.close().catch(() => undefined);
    await gone;
    clearTimeout(force);
  };
  return { app, window, close };
}

/** The value that main answers to one request of the page; throws the code of an error. */
export async function askMain(window, name, params) {
  const answer = await window.evaluate(
    ([request, given]) => globalThis.tokenward.request[request](given),
    [name, params],
  );
  if (!answer.ok) throw new Error(`${name} was answered with ${answer.error.code}`);
  return answer.value;
}

/** The whole state as main holds it. */
export async function readSnapshot(window) {
  return JSON.parse((await askMain(window, 'snapshot.read', {})).json);
}

/** The account with this label as main holds it. */
export async function readAccount(window, label) {
  const { accounts } = await readSnapshot(window);
  return accounts.find((it) => it.definition.label === label);
}

/** Looks again until `look` resolves with something, and resolves with that; `what` names it in the error. */
export async function waitFor(what, look, longestMs = settleMs) {
  const deadline = performance.now() + longestMs;
  for (;;) {
    const found = await look();
    if (![undefined, null, false, ''].includes(found)) return found;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
