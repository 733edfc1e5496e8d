// One revocation as a person sees it: what it reaches, the verdict with its evidence, and logging out afterwards.
import { fingerprintsOf, lastTokens } from './demo-end-evidence.mjs';
import { areActive } from './demo-introspection.mjs';
import { clearNotices, press, rowOf, seeStatus } from './demo-window.mjs';

/** The tokens that the account holds now, as fingerprints by field. */
export const heldBy = ({ server, issued }, label) => lastTokens(server.log, issued.get(label));

/** What is about to end, and what introspection says of it now: `{ name, tokens, refreshTokens, before }`. */
export async function noteEnd(demo, { name, labels }) {
  const held = labels.map((label) => heldBy(demo, label));
  const tokens = held.flatMap(fingerprintsOf);
  const refreshTokens = held.flatMap((it) => it.refresh_token ?? []);
  return { name, tokens, refreshTokens, before: await areActive(demo.server, tokens) };
}

/** Opens the question about one account; resolves with the dialog once it says how the end can be proven. */
export async function openQuestion({ window, words }, label) {
  await press(rowOf(window, label), words('list.revoke'));
  const name = words('dialogs.revoke.title', { label });
  const question = window.getByRole('alertdialog', { name, exact: true });
  await question.getByText(words('revocation.proofBy.introspection')).waitFor();
  return question;
}

/** The dialog that says what became of it, once the verdict is this one. */
export async function seeAnswer({ window, words }, label, verdict, longestMs) {
  const name = words(`revocation.title.${verdict}`, { label });
  const answer = window.getByRole('alertdialog', { name, exact: true });
  await answer.waitFor(longestMs === undefined ? {} : { timeout: longestMs });
  return answer;
}

/** Leaves the answer open. */
async function revokeOne(demo, label) {
  const { words, picture, say } = demo;
  const question = await openQuestion(demo, label);
  await picture('revoke-question');
  say(`Before revoking ${label} the app says who is asked, what ends and what may stay.`);
  await press(question, words('dialogs.revoke.confirm'));
  const answer = await seeAnswer(demo, label, 'proven_dead');
  await picture('revoke-verdict');
  say(`Revoke ended ${label}: each token was proven dead by introspection.`);
  return answer;
}

/** Presses the button, and walks to the page in the browser in which `browser` signed in. */
async function logOut({ window, words, takeAddress, picture, say }, answer, browser) {
  await press(answer, words('revocation.logOut.action'));
  const address = await takeAddress();
  await window.getByText(words('revocation.logOut.opened')).waitFor();
  await picture('logged-out');
  const { visited, status } = await browser.signIn(address);
  say(`Logging out, on its own and afterwards, opened ${visited[0]} (HTTP ${status}).`);
}

/** Resolves with what was ended, for the evidence. */
export async function showRevocation(demo, { label, browser }) {
  const { window, words } = demo;
  const end = await noteEnd(demo, { name: label, labels: [label] });
  const answer = await revokeOne(demo, label);
  await logOut(demo, answer, browser);
  await press(answer, words('dialogs.close'));
  await seeStatus(window, label, words('status.revoked'));
  await clearNotices(window);
  await demo.picture('after');
  return end;
}
