// The demo on a person's desktop: prepares accounts on a throw-away profile, then leaves the app open and says what to try.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAuthorizationServer } from '../tests/fixtures/authorization-server.mjs';
import { demoScopes, prepareDemoAccounts } from './demo-accounts.mjs';
import { launchDemoApp, sandboxArguments, waitFor } from './demo-app.mjs';
import { explainDemo } from './demo-explanation.mjs';
import { findableLine } from './demo-found.mjs';
import { emptyDemoKeychain } from './demo-keychain.mjs';
import { canSwitchOutage, switchOutageOnEnter } from './demo-outage-switch.mjs';
import { readWords } from './demo-words.mjs';
import { startProgress } from './progress.mjs';
import { projectRoot } from './project.mjs';

/** While the accounts are prepared, what the app opens comes here; the person's browser is left alone. */
async function catchAddresses(app) {
  await app.evaluate(({ shell }) => {
    globalThis.openedByDemo = [];
    shell.openExternal = async (url) => void globalThis.openedByDemo.push(url);
  });
  const take = () => app.evaluate(() => globalThis.openedByDemo.shift());
  return () => waitFor('the browser to be asked for', take);
}

async function prepareProfile(electron, { profile, server, issued }) {
  const progress = startProgress('Accounts: signing in at the local server');
  const { app, window, close } = await launchDemoApp({ electron, profile, env: process.env });
  try {
    const takeAddress = await catchAddresses(app);
    const { count } = await prepareDemoAccounts({ app, window, server, takeAddress, issued });
    progress.end(`${count} done`);
    return count;
  } finally {
    await close();
  }
}

async function explain({ server, issued, count }) {
  const words = await readWords();
  const foundLine = findableLine({ server, issued });
  const { issuer } = server;
  return explainDemo({ words, foundLine, issuer, count, canSwitch: canSwitchOutage() });
}

/** Resolves with the exit code once the person has closed the app. */
async function leaveOpen(electron, { profile, server }) {
  const args = [projectRoot, ...sandboxArguments, `--user-data-dir=${profile}`];
  const child = spawn(electron, args, { cwd: projectRoot, stdio: 'ignore' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill('SIGTERM'));
  }
  const switching = switchOutageOnEnter(server);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 0));
    });
  } finally {
    switching.close();
  }
}

function explainFailure(error) {
  if (!error.message.includes('keychain')) return error;
  return new Error(
    `${error.message}. The demo needs this desktop's keychain: unlock it and try again, ` +
      'or see the demo without it: npm run demo -- --headless',
  );
}

/** Resolves with the exit code; profile, keychain items and server are gone then. */
export async function runDemoOnScreen(electron) {
  const profile = await mkdtemp(path.join(tmpdir(), 'tokenward-demo-'));
  const server = await startAuthorizationServer({ scopes: demoScopes });
  const issued = new Map();
  try {
    const count = await prepareProfile(electron, { profile, server, issued });
    console.log(await explain({ server, issued, count }));
    return await leaveOpen(electron, { profile, server });
  } catch (error) {
    throw explainFailure(error);
  } finally {
    await emptyDemoKeychain(profile);
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
