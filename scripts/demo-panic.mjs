// A panic: everything of an environment ended by a button that is held down, account by account, with a report at the end.
import { readSnapshot } from './demo-app.mjs';
import { fingerprintsOf } from './demo-end-evidence.mjs';
import { saveReports } from './demo-report.mjs';
import { heldBy, noteEnd } from './demo-revocation.mjs';
import { dismissResult, seeResult } from './demo-run-result.mjs';
import { choose, press } from './demo-window.mjs';

const environment = 'production';

/** Lets the server agree to all revocations but the last of `count`, until `release`, so that progress can be seen. */
function holdLastBack(server, count) {
  let seen = 0;
  let release = () => undefined;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  server.intercept(async ({ url }) => {
    if (url === '/token/revocation') seen += 1;
    if (url === '/token/revocation' && seen === count) await released;
    return false;
  });
  return () => {
    server.intercept(null);
    release();
  };
}

/** All that hold something, and those of them whose tokens work: of the others the server has ended the grant. */
async function labelsInScope(window) {
  const { accounts } = await readSnapshot(window);
  const inScope = accounts.filter(
    (it) =>
      it.definition.environment === environment && (it.refreshTokenHeld || it.accessTokenHeld),
  );
  const labelsOf = (chosen) => chosen.map((it) => it.definition.label);
  const working = inScope.filter((it) => it.grant.status === 'live');
  return { labels: labelsOf(inScope), working: labelsOf(working) };
}

async function openPanic({ window, words }, count) {
  await press(window, words('runs.menu.label'));
  await window.getByRole('menuitem', { name: words('runs.menu.panic') }).click();
  const name = words(`dialogs.environment.${environment}`);
  const option = words('runs.scope.environment', { name, count });
  await choose(window, words('runs.scope.label'), option);
  const title = words('runs.confirm.panicTitle', { count });
  await window.getByRole('alertdialog', { name: title, exact: true }).waitFor();
}

/** Down until the dialog has gone, which is after one second. */
async function holdButton({ window, words }) {
  const question = window.getByRole('alertdialog');
  await question.getByRole('button', { name: words('runs.hold.label') }).hover();
  await window.mouse.down();
  await question.waitFor({ state: 'hidden' });
  await window.mouse.up();
}

async function seeProgress({ window, words, picture }, count) {
  await window.getByText(words('runs.progress.done', { done: count - 1, count })).waitFor();
  await picture('panic-progress');
}

/** Resolves with what was ended, by account in `ended`, and with what the saved reports hold. */
export async function showPanic(demo) {
  const { window, server, picture, say } = demo;
  const { labels, working } = await labelsInScope(window);
  const count = labels.length;
  const name = `${working.length} accounts in a panic`;
  const end = await noteEnd(demo, { name, labels: working });
  const ended = labels.map((label) => heldBy(demo, label));
  const release = holdLastBack(server, ended.flatMap(fingerprintsOf).length);
  await openPanic(demo, count);
  await picture('panic');
  await holdButton(demo);
  await seeProgress(demo, count);
  release();
  const result = await seeResult(demo, count);
  await picture('panic-result');
  const saved = await saveReports(demo, result);
  await dismissResult(demo, result, labels);
  say(`A panic over ${environment}, held for one second, ended ${labels.join(', ')}.`);
  say(`Its incident report is saved as ${saved.files.join(' and ')}.`);
  return { end, labels, working, ended, ...saved };
}
