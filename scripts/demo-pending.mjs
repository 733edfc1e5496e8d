// A revocation while the server is down: it stays pending and is tried again by itself, until the server is back and agrees.
import { readAccount, waitFor } from './demo-app.mjs';
import { actJustAfter } from './demo-clock.mjs';
import { noteEnd, openQuestion, seeAnswer } from './demo-revocation.mjs';
import { clearNotices, press, seeStatus } from './demo-window.mjs';

const label = 'Catalogue admin';
const retryAfterSeconds = 20;
const longestMs = 60_000;

const readGrant = async ({ window }) => (await readAccount(window, label)).grant;

/** Resolves with the grant once the app has tried this often and knows when to try again. */
const seeTries = (demo, count) =>
  waitFor(
    `try ${count} of the revocation`,
    async () => {
      const grant = await readGrant(demo);
      return grant.attempts >= count && grant.nextTryAt !== null ? grant : null;
    },
    longestMs,
  );

/** Its clock goes on to the next try, so that nobody has to wait for it. */
async function tryInVain(demo) {
  const { app, server, words, picture, say } = demo;
  server.outage.breakDown(retryAfterSeconds);
  const question = await openQuestion(demo, label);
  await press(question, words('dialogs.revoke.confirm'));
  await seeAnswer(demo, label, 'pending');
  const first = await seeTries(demo, 1);
  await actJustAfter(app, first.nextTryAt, () => seeTries(demo, 2));
  const grant = await readGrant(demo);
  await picture('revocation-pending');
  say(
    `The server was down: ${label} says ${words('status.revocation_pending')}, ` +
      `with ${grant.attempts} tries so far and the next one planned.`,
  );
  return grant;
}

async function comeRight(demo, { nextTryAt }) {
  const { app, window, server, words, picture, say } = demo;
  await server.outage.comeBack();
  const answer = await actJustAfter(app, nextTryAt, () =>
    seeAnswer(demo, label, 'proven_dead', longestMs),
  );
  await picture('revocation-came-right');
  await press(answer, words('dialogs.close'));
  await seeStatus(window, label, words('status.revoked'));
  await clearNotices(window);
  say(`The server came back: the app asked again by itself, and ${label} is proven dead.`);
}

/** Resolves with what was ended, and what was seen of app and server while nothing could be. */
export async function showPending(demo) {
  const end = await noteEnd(demo, { name: label, labels: [label] });
  const before = demo.server.outage.turnedAway.length;
  const grant = await tryInVain(demo);
  const turnedAway = demo.server.outage.turnedAway.slice(before);
  await comeRight(demo, grant);
  return { end, turnedAway, statusThen: grant.status, attempts: grant.attempts };
}
