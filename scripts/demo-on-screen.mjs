// The demo on a person's desktop: prepares accounts on a throw-away profile, then leaves the app open and says what to try.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAuthorizationServer } from '../tests/fixtures/authorization-server.mjs';
import { clientSecret, users } from '../tests/fixtures/authorization-server-directory.mjs';
import { demoScopes, prepareDemoAccounts } from './demo-accounts.mjs';
import { launchDemoApp, sandboxArguments, waitFor } from './demo-app.mjs';
import { emptyDemoKeychain } from './demo-keychain.mjs';
import { startProgress } from './progress.mjs';
import { projectRoot } from './project.mjs';

const explainDemo = (issuer, count) => `
Tokenward is open with ${count} accounts, on a profile that is removed at the end.
They were signed in at a local authorization server by a browser made of code. Now it is your turn:

  Copy a token     select a row and press c; the clipboard is cleared after 30 s
  Refresh          press r; the details show the new fingerprints
  Revoke           press Delete; the server is asked to end both tokens
  Sign in again    Billing API: the server has ended its grant
  Also look at     Release bot (expires within minutes), Read-only report (no refresh token),
                   the theme and the language in Settings

  Add account      in your own browser, as any of: ${users.map((it) => it.username).join(', ')}
    Provider       Custom OpenID Connect
    Issuer URL     ${issuer}
    Client ID      public
    Scopes         openid email profile offline_access orders:read
    With a secret  client ID confidential, secret ${clientSecret}

Close the window, or press Ctrl+C here, to end everything.
`;

/** While the accounts are prepared, what the app opens comes here; the person's browser is left alone. */
async function catchAddresses(app) {
  await app.evaluate(({ shell }) => {
    globalThis.openedByDemo = [];
    shell.openExternal = async (url) => void globalThis.openedByDemo.push(url);
  });
  const take = () => app.evaluate(() => globalThis.openedByDemo.shift());
  return () => waitFor('the browser to be asked for', take);
}

async function prepareProfile(electron, { profile, server }) {
  const progress = startProgress('Accounts: signing in at the local server');
  const { app, window, close } = await launchDemoApp({ electron, profile, env: process.env });
  try {
    const takeAddress = await catchAddresses(app);
    const { count } = await prepareDemoAccounts({ app, window, server, takeAddress });
    progress.end(`${count} done`);
    return count;
  } finally {
    await close();
  }
}

/** Resolves with the exit code once the person has closed the app. */
function leaveOpen(electron, profile) {
  const args = [projectRoot, ...sandboxArguments, `--user-data-dir=${profile}`];
  const child = spawn(electron, args, { cwd: projectRoot, stdio: 'ignore' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill('SIGTERM'));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 0));
  });
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
  try {
    const count = await prepareProfile(electron, { profile, server });
    console.log(explainDemo(server.issuer, count));
    return await leaveOpen(electron, profile);
  } catch (error) {
    throw explainFailure(error);
  } finally {
    await emptyDemoKeychain(profile);
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
