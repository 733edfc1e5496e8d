// What the demo shows beside a good day: a refresh that nobody asked for, a server in trouble, a keychain that locks.
import { fingerprintOf } from '../tests/fixtures/authorization-server-log.mjs';
import { signIn } from './demo-accounts.mjs';
import { askMain, readAccount, waitFor } from './demo-app.mjs';
import { actMinutesAgo } from './demo-clock.mjs';
import { clearNotices, press, rowOf } from './demo-window.mjs';

/** Of an hour: then an account is due, and is refreshed by itself within half a minute. */
const minutesAgo = 55;
const retryAfterSeconds = 8;
const longestWaitMs = 60_000;

const planOf = (label, user, clientId) => ({
  label,
  user,
  clientId,
  scope: 'openid email profile offline_access',
  environment: 'development',
});

const grantsOf = ({ log }, grantType) =>
  log.filter((it) => it.grantType === grantType && it.status === 200);

const refreshOf = (server, issued) =>
  grantsOf(server, 'refresh_token').find((it) => it.sent.refresh_token === issued.refresh_token);

/** Signs in an account whose token is about to end; `last` runs before the clocks are back and anything can be due. */
async function signInDueAccount(demo, plan, last = () => undefined) {
  const endsAt = await actMinutesAgo(demo.app, minutesAgo, async () => {
    await signIn(demo, plan);
    last();
    return await readEnd(demo, plan.label);
  });
  const minutesLeft = minutesUntil(endsAt);
  await clearNotices(demo.window);
  return { issued: demo.issued.get(plan.label), minutesLeft };
}

const readEnd = async ({ window }, label) => (await readAccount(window, label)).access.expiresAt;

const minutesUntil = (at) => Math.round((at - Date.now()) / 60_000);

async function seeInRow({ window }, label, text) {
  const words = rowOf(window, label).getByText(text).first();
  await words.waitFor({ timeout: longestWaitMs });
  return await words.textContent();
}

const waitForRefresh = ({ server }, issued) =>
  waitFor('a refresh that nobody asked for', () => refreshOf(server, issued), longestWaitMs);

async function showAutomaticRefresh(demo) {
  const label = 'Nightly deploy';
  const plan = planOf(label, 'dave', 'public-two');
  const { issued, minutesLeft: before } = await signInDueAccount(demo, plan);
  const { sent, issued: next } = await waitForRefresh(demo, issued);
  await seeInRow(demo, label, 'Active');
  await demo.picture('refreshed-by-itself');
  const after = minutesUntil(await readEnd(demo, label));
  demo.say(
    `${label} had ${before} minutes left and was refreshed by itself: ${after} minutes now, ` +
      `refresh token ${sent.refresh_token} became ${next.refresh_token}.`,
  );
  return { minutesLeftBefore: before, minutesLeftAfter: after, from: sent, to: next };
}

/** The server's own notes say when it was asked and when it answered again. */
async function showOutage(demo) {
  const { server, picture, say } = demo;
  const label = 'Status page';
  const plan = planOf(label, 'bob', 'public-three');
  const { issued } = await signInDueAccount(demo, plan, () =>
    server.outage.breakDown(retryAfterSeconds),
  );
  const said = await seeInRow(demo, label, /^Server unavailable until/);
  await picture('server-unavailable');
  await server.outage.comeBack();
  const { at } = await waitForRefresh(demo, issued);
  await seeInRow(demo, label, 'Active');
  await picture('server-back');
  const asked = server.outage.turnedAway.filter((it) => it.grantType === 'refresh_token');
  const waitedSeconds = shortestGap([...asked.map((it) => it.at), at]);
  say(
    `The server answered 503 and asked for ${retryAfterSeconds} s: ${label} said "${said}", ` +
      `waited ${waitedSeconds} s and was refreshed by itself.`,
  );
  return { said, timesTurnedAway: asked.length, retryAfterSeconds, waitedSeconds };
}

/** In seconds. */
function shortestGap(moments) {
  const gaps = moments.slice(1).map((at, index) => at - moments[index]);
  return Math.round(Math.min(...gaps) / 100) / 10;
}

async function showLockedKeychain(demo) {
  const { app, window, keychain, picture, say } = demo;
  const label = 'Orders backend';
  const readClipboard = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await app.evaluate(({ clipboard }) => clipboard.clear());
  await keychain.lock();
  await press(rowOf(window, label), 'Copy token');
  await window.getByText(`${label}: The keychain is locked`).waitFor();
  const copiedWhileLocked = (await readClipboard()) !== '';
  await picture('keychain-locked');
  await keychain.unlock();
  await press(window.getByRole('main'), 'Try again');
  await window
    .getByRole('contentinfo')
    .getByText(/unlocked$/)
    .waitFor();
  await clearNotices(window);
  await press(rowOf(window, label), 'Copy token');
  const text = await waitFor('the clipboard', readClipboard);
  const copied = fingerprintOf(text);
  await picture('keychain-unlocked');
  say(
    `With the keychain locked, copying ${label} said so and copied nothing; after unlocking and ` +
      `Try again it copied ${copied}.`,
  );
  await clearNotices(window);
  return { copiedWhileLocked, copied };
}

/** Resolves with what happened, once each was seen in the window and in the server's log. */
export async function showFaults(demo) {
  await askMain(demo.window, 'settings.update', { automaticRefresh: true });
  const automaticRefresh = await showAutomaticRefresh(demo);
  const outage = await showOutage(demo);
  const lockedKeychain = await showLockedKeychain(demo);
  return { automaticRefresh, outage, lockedKeychain };
}

/** The number of accounts that the faults add to those of the demo. */
export const faultAccounts = 2;
