// The journey of the demo without a display: one account from adding it to its end, then trouble, then every other way to an end.
import { fingerprintOf } from '../tests/fixtures/authorization-server-log.mjs';
import { createSignInBrowser } from '../tests/fixtures/sign-in-browser.mjs';
import { prepareDemoAccounts } from './demo-accounts.mjs';
import { askMain, waitFor } from './demo-app.mjs';
import { judgeEnds, showEnds } from './demo-ends.mjs';
import { judgeEvidence, judgeFaults, readEvidence } from './demo-evidence.mjs';
import { faultAccounts, showFaults } from './demo-faults.mjs';
import { foundAccounts } from './demo-found.mjs';
import { showRevocation } from './demo-revocation.mjs';
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

async function addAccount(demo, browser) {
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
  await browser.signIn(address, { user });
  await seeStatus(window, label, 'Active');
  const [{ issued }] = grantsOf(server, 'authorization_code');
  demo.issued.set(label, issued);
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

/** Resolves with { checks, evidence, ends, faults, pictures, accounts } once everything was tried. */
export async function runJourney(given) {
  const pictures = [];
  const { window, folder } = given;
  const picture = async (name) => pictures.push(await takePicture(window, { folder, name }));
  const demo = { ...given, picture, pictures };
  const browser = createSignInBrowser();
  await askMain(window, 'settings.update', { theme: 'light', language: 'en' });
  const issued = await addAccount(demo, browser);
  const { accounts, signIns } = await fillList(demo);
  const copied = await copyToken(demo, issued);
  await refresh(demo);
  const revocation = await showRevocation(demo, { label, browser });
  const faults = await showFaults(demo);
  const seen = { revocation, ...(await showEnds(demo)) };
  const evidence = readEvidence(demo.server.log, issued);
  const { ends, checks } = await judgeEnds(demo.server, seen);
  return {
    checks: [
      ...judgeEvidence({ evidence, copied, signIns: signIns + faultAccounts }),
      ...judgeFaults(demo.server.log, faults),
      ...checks,
    ],
    evidence,
    ends,
    faults,
    pictures,
    accounts: accounts + faultAccounts + foundAccounts,
  };
}
