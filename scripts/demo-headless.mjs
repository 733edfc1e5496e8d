// The demo where there is no display: on a desktop of its own it drives itself, says what happened and proves it.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAuthorizationServer } from '../tests/fixtures/authorization-server.mjs';
import { startBrowserHandOff } from './browser-hand-off.mjs';
import { demoScopes } from './demo-accounts.mjs';
import { launchDemoApp, waitFor } from './demo-app.mjs';
import { runJourney } from './demo-journey.mjs';
import { readWords } from './demo-words.mjs';
import { startHeadlessDesktop } from './headless-desktop.mjs';
import { projectRoot } from './project.mjs';

const folder = path.join(projectRoot, 'demo-output');
const say = (sentence) => console.log(sentence);

/**
 * Starts a local authorization server, a desktop and the app on a new profile, runs `act` with
 * { app, window, server, issued, words, takeAddress, keychain } and ends them all again.
 */
export async function withHeadlessApp(electron, act) {
  const opened = [];
  const ends = [];
  try {
    const handOff = await startBrowserHandOff({ onOpened: (url) => opened.push(url) });
    ends.push(handOff.close);
    const server = await startAuthorizationServer({ scopes: demoScopes });
    ends.push(server.close);
    const desktop = await startHeadlessDesktop({ env: { ...process.env, ...handOff.env } });
    ends.push(desktop.stop);
    const profile = path.join(desktop.home, 'profile');
    const running = await launchDemoApp({ electron, profile, env: desktop.env });
    ends.push(running.close);
    const takeAddress = () => waitFor('the browser to be asked for', () => opened.shift());
    const { app, window } = running;
    const { keychain } = desktop;
    const given = { issued: new Map(), words: await readWords() };
    return await act({ app, window, server, takeAddress, keychain, ...given });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function describeChecks(checks) {
  return checks.map(({ what, holds }) => `  ${holds ? 'yes' : 'NO '}  ${what}`).join('\n');
}

/** Resolves with the exit code: 0 only when the server's side bears out everything. */
export async function runHeadlessDemo(electron) {
  const startedAt = new Date();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { report, checks } = await withHeadlessApp(electron, async (demo) => {
    say(`A local authorization server runs at ${demo.server.issuer}, on loopback only.`);
    const { checks: judged, ...rest } = await runJourney({ ...demo, folder, say });
    const versions = await demo.app.evaluate(() => process.versions);
    const runtime = { electron: versions.electron, chrome: versions.chrome, node: versions.node };
    return { checks: judged, report: { ...rest, runtime, requests: demo.server.log.length } };
  });
  const isProven = checks.every(({ holds }) => holds);
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 100) / 10;
  const whole = { isProven, startedAt: startedAt.toISOString(), seconds, checks, ...report };
  await writeFile(path.join(folder, 'report.json'), `${JSON.stringify(whole, null, 2)}\n`);
  say(`\nWhat the server's side says, in ${seconds} s:\n${describeChecks(checks)}`);
  say(`\nReport and ${report.pictures.length} pictures are in ${path.relative('', folder)}/.`);
  return isProven ? 0 : 1;
}
