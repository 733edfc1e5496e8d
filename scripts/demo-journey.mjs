// The journey of the demo without a display: one account from adding it to its end, worked through the window alone.
import { fingerprintOf } from '../tests/fixtures/authorization-server-log.mjs';
import { createSignInBrowser } from '../tests/fixtures/sign-in-browser.mjs';
import { prepareDemoAccounts } from './demo-accounts.mjs';
import { askMain, waitFor } from './demo-app.mjs';
import { judgeEvidence, judgeFaults, readEvidence } from './demo-evidence.mjs';
import { faultAccounts, showFaults } from './demo-faults.mjs';
import { clearNotices, fillAccount, press, rowOf, seeStatus, takePicture } from './demo-window.mjs';

const label = 'Orders API';
const user = 'alice';

const typed = (issuer) => ({
  issuer,
  label,
  clientId: 'public',
  scope: 'openid email profile offline_access orders:read',
  tags: 'orders, qa',
  environment: 'Staging',
});

const grantsOf = ({ log }, grantType) =>
  log.filter((it) => it.grantType === grantType && it.status === 200);

async function addAccount(demo) {
  const { window, server, picture, say } = demo;
  await window.getByRole('heading', { name: 'No accounts yet' }).waitFor();
  await picture('empty');
  await fillAccount(window, typed(server.issuer));
  await picture('add');
  await press(window, 'Continue in browser');
  await window.getByRole('heading', { name: 'Finish signing in in your browser' }).waitFor();
  const address = await demo.takeAddress();
  say(`The app asked the system for a browser, with an address of ${address.length} characters.`);
  await picture('waiting');
  await createSignInBrowser().signIn(address, { user });
  await seeStatus(window, label, 'Active');
  const [{ issued }] = grantsOf(server, 'authorization_code');
  say(`${user} signed in there, and ${label} is Active.`);
  return issued;
}

async function fillList(demo) {
  const { window, picture, say } = demo;
  const { count, signIns } = await prepareDemoAccounts(demo);
  say(`${signIns} more accounts were signed in the same way, each by a browser of its own.`);
  say(`${count - signIns} got its token without a person, by its client's own secret.`);
  await clearNotices(window);
  await picture('list-light');
  await askMain(window, 'settings.update', { theme: 'dark' });
  await picture('list-dark');
  await askMain(window, 'settings.update', { theme: 'light', language: 'zh-CN' });
  await picture('list-chinese');
  await askMain(window, 'settings.update', { language: 'en' });
  await rowOf(window, label).click();
  await window.getByRole('region', { name: 'Account details' }).waitFor();
  await clearNotices(window);
  await picture('details');
  return { accounts: count + 1, signIns: signIns + 1 };
}

async function copyToken({ app, window, say }, issued) {
  await press(rowOf(window, label), 'Copy token');
  const read = () => app.evaluate(({ clipboard }) => clipboard.readText());
  const text = await waitFor('the clipboard', read);
  const isTheToken = fingerprintOf(text) === issued.access_token;
  say(`Copy token put the access token ${fingerprintOf(text)} on the clipboard.`);
  await clearNotices(window);
  return isTheToken;
}

async function refresh({ window, server, say }) {
  await press(rowOf(window, label), 'Refresh');
  const used = await waitFor('the refresh', () => grantsOf(server, 'refresh_token').at(-1));
  await seeStatus(window, label, 'Active');
  say(
    `Refresh used the refresh token ${used.sent.refresh_token} and got ${used.issued.refresh_token}.`,
  );
  await clearNotices(window);
}

async function revoke({ window, picture, say }) {
  await press(rowOf(window, label), 'Revoke');
  const dialog = window.getByRole('alertdialog');
  await picture('revoke-dialog');
  await press(dialog, 'Revoke');
  await press(dialog, 'Close');
  await seeStatus(window, label, 'Revoked');
  say(`Revoke ended ${label}; the app says Revoked.`);
  await clearNotices(window);
  await picture('after');
}

/** The raw tokens stay between this process and the server that it runs; only yes or no comes out. */
async function introspect(server, tokens) {
  const ask = (fingerprint) => {
    const known = server.secrets.find(({ value }) => fingerprintOf(value) === fingerprint);
    if (known === undefined) throw new Error(`The server never issued ${fingerprint}.`);
    return server.isActive(known.value);
  };
  return {
    accessToken: await ask(tokens.accessToken),
    refreshToken: await ask(tokens.refreshToken),
  };
}

/** Resolves with { checks, evidence, before, after, faults, pictures, accounts } once everything was tried. */
export async function runJourney({ folder, ...given }) {
  const pictures = [];
  const picture = async (name) => pictures.push(await takePicture(given.window, folder, name));
  const demo = { ...given, picture };
  const { server } = demo;
  await askMain(demo.window, 'settings.update', { theme: 'light', language: 'en' });
  const issued = await addAccount(demo);
  const { accounts, signIns } = await fillList(demo);
  const copied = await copyToken(demo, issued);
  await refresh(demo);
  const before = await introspect(server, readEvidence(server.log, issued).tokens);
  await revoke(demo);
  const after = await introspect(server, readEvidence(server.log, issued).tokens);
  const faults = await showFaults(demo);
  const evidence = readEvidence(server.log, issued);
  const checks = [
    ...judgeEvidence({ evidence, before, after, copied, signIns: signIns + faultAccounts }),
    ...judgeFaults(server.log, faults),
  ];
  const whole = accounts + faultAccounts;
  return { checks, evidence, before, after, faults, pictures, accounts: whole };
}
