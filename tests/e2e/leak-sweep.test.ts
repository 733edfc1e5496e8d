// Searches everything that a whole run shows, sends and writes for every secret of that run, and shows that it would be found.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { editOf } from '../fixtures/account-definitions.ts';
import {
  expectStatus,
  press,
  rowOf,
  startSignIn,
  takeFromMenu,
  textbox,
} from '../fixtures/account-window.ts';
import { answerOf, askApp, readAccount } from '../fixtures/ask-app.ts';
import type { AuthorizationServer } from '../fixtures/authorization-server.mjs';
import { clientSecret } from '../fixtures/authorization-server-directory.mjs';
import { readClipboard, test } from '../fixtures/desktop-test.ts';
import { readHeldTokens } from '../fixtures/held-tokens.ts';
import type { RunningApp } from '../fixtures/launch-app.ts';
import { type LeakRecorder, startLeakRecorder, typingSurface } from '../fixtures/leak-recorder.ts';
import { createLeakSearch, type Hit, type KnownSecret } from '../fixtures/leak-search.ts';
import { type LyingServer, startLyingServer } from '../fixtures/lying-server.ts';
import type { SystemBrowser } from '../fixtures/system-browser.ts';

type Run = {
  readonly running: RunningApp;
  readonly window: Page;
  readonly server: AuthorizationServer;
  readonly lying: LyingServer;
  readonly browser: SystemBrowser;
  readonly recorder: LeakRecorder;
  /** What a person typed or pasted: the only values that may pass inwards, by the message that carried them. */
  readonly typed: Map<string, string>;
};

const withSecret = 'Orders backend';
const pasted = 'Billing API';
const falsified = 'Partner portal';
const clearsAfterSeconds = 5;

const canaryText = (): string => `canary-${randomBytes(14).toString('hex')}`;
const atLaunch = { argument: canaryText(), environment: canaryText() };

test('D-09 a whole run leaves no token, code, verifier or secret anywhere but in keychain and clipboard', async ({
  server,
  systemBrowser: browser,
  launch,
}) => {
  test.setTimeout(150_000);
  const lying = await startLyingServer();
  const running = await launch({
    args: [`--${atLaunch.argument}`],
    env: { TOKENWARD_CANARY: atLaunch.environment },
  });
  const { window } = running;
  const recorder = await startLeakRecorder(running);
  const run = { running, window, server, lying, browser, recorder, typed: new Map() };
  try {
    const changed = await askApp(window, 'settings.update', {
      clipboardClearSeconds: clearsAfterSeconds,
    });
    answerOf(changed);
    for (const step of steps) {
      await test.step(step.name, () => step(run));
      await recorder.readFiles();
    }
    const canaries = await plantCanaries(run);
    await recorder.stop();
    await running.close();
    await recorder.readFiles();
    recorder.surfaces.add('output', running.output());
    expectClean(run, canaries);
  } finally {
    await running.close();
    await lying.close();
  }
});

const steps = [
  signInWithSecret,
  signInByPastedAddress,
  copyBothForms,
  refresh,
  refreshInVain,
  openDetails,
  examineFound,
  signInWithFalseIdTokens,
  revoke,
  waitForTheClipboard,
  lookAtTheHeap,
];

async function openedAfter({ browser }: Run, before: number): Promise<string> {
  await expect.poll(() => browser.opened.length).toBeGreaterThan(before);
  return browser.opened.at(-1) ?? '';
}

async function signInWithSecret(run: Run): Promise<void> {
  const { window, server, recorder, browser, typed } = run;
  typed.set(clientSecret, 'flow.authorize');
  const clientId = 'confidential';
  await recorder.whileTyping(async () => {
    await startSignIn(window, { issuer: server.issuer, clientId, clientSecret, label: withSecret });
    await window.getByRole('heading', { name: 'Finish signing in in your browser' }).waitFor();
  });
  await browser.walk(await openedAfter(run, 0), { user: 'alice' });
  await expectStatus(window, withSecret, 'Active');
}

/** The link travels by the clipboard, the answer by hand: once with a wrong state, once right. */
async function signInByPastedAddress(run: Run): Promise<void> {
  const { window, server, recorder, browser, running } = run;
  const before = browser.opened.length;
  await startSignIn(window, { issuer: server.issuer, label: pasted });
  const opened = await openedAfter(run, before);
  await press(window, 'Copy link');
  await expect.poll(() => readClipboard(running.app)).toBe(opened);
  const walked = await browser.walk(opened, { user: 'bob', stopsBeforeRedirect: true });
  const address = walked.landedOn ?? new URL('none:');
  const wrong = new URL(address);
  wrong.searchParams.set('state', canaryText());
  wrong.searchParams.set('code', canaryText());
  for (const { searchParams } of [wrong, address]) {
    for (const name of ['code', 'state']) {
      run.typed.set(searchParams.get(name) ?? '', 'flow.paste_address');
    }
  }
  await recorder.whileTyping(async () => {
    const box = textbox(window, 'Paste the address you landed on');
    await box.fill(wrong.href);
    await press(window, 'Finish');
    await expect(window.getByText('This answer belongs to another sign-in')).toBeVisible();
    await box.fill(address.href);
    await press(window, 'Finish');
    await expectStatus(window, pasted, 'Active');
  });
}

/** The tokens are real: what main copies is what the keychain holds and the server calls active. */
async function copyBothForms({ window, server, running }: Run): Promise<void> {
  const { accountId } = await readAccount(window, withSecret);
  const held = await readHeldTokens(running.userData, accountId);
  await press(rowOf(window, withSecret), 'Copy token');
  await expect.poll(() => readClipboard(running.app)).toBe(held?.accessToken);
  expect(await server.isActive(held?.accessToken ?? '')).toBe(true);
  await takeFromMenu(window, withSecret, 'Copy authorization header');
  await expect
    .poll(() => readClipboard(running.app))
    .toBe(`Authorization: Bearer ${held?.accessToken}`);
}

async function refresh({ window, server }: Run): Promise<void> {
  await press(rowOf(window, withSecret), 'Refresh');
  await expect
    .poll(() => server.log.some((it) => it.grantType === 'refresh_token' && it.status === 200))
    .toBe(true);
  await expectStatus(window, withSecret, 'Active');
}

/** First a server in trouble, then one that refuses; both repeat to the app what it sent them. */
async function refreshInVain({ window, server }: Run): Promise<void> {
  let status = 503;
  server.intercept(async (request, response) => {
    if (request.url !== '/token') return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Buffer.concat(chunks).toString('utf8');
    const token = new URLSearchParams(form).get('refresh_token');
    response.writeHead(status, { 'content-type': 'application/json' });
    const error_description = `The refresh token ${token} is unknown. You sent ${form}`;
    response.end(JSON.stringify({ error: 'invalid_grant', error_description }));
    return true;
  });
  await press(rowOf(window, pasted), 'Refresh');
  await expect(window.getByRole('status').getByText(pasted).last()).toBeVisible();
  await expectStatus(window, pasted, 'Active');
  status = 400;
  await press(rowOf(window, pasted), 'Refresh');
  await expectStatus(window, pasted, 'Needs sign-in');
  server.intercept(null);
}

/** The panel with everything in it: the last problem, the audit lines, claims, endpoints and fingerprints. */
async function openDetails({ window, server }: Run): Promise<void> {
  const details = window.getByRole('region', { name: 'Account details' });
  for (const label of [pasted, withSecret]) {
    await rowOf(window, label).click();
    await expect(details.getByRole('heading', { name: label })).toBeVisible();
    for (const name of ['Endpoints and fingerprints', 'ID token claims']) {
      const part = details.getByRole('button', { name, exact: true });
      if ((await part.getAttribute('aria-expanded')) === 'false') await part.press('Enter');
    }
    await expect(details.getByText(server.revocationEndpoint)).toBeVisible();
  }
}

/** Found text goes in once and nothing of it comes back; what nobody knows is typed by hand and goes no further. */
async function examineFound({ window, recorder, typed }: Run): Promise<void> {
  const found = canaryText();
  typed.set(found, 'found.examine');
  const dialog = window.getByRole('dialog', { name: 'Revoke a found token' });
  await press(window, 'Revoke a found token…');
  await recorder.whileTyping(async () => {
    await textbox(window, 'Paste what you found').fill(`2026-11-22 access_token=${found}`);
    // An error that was said before may lie over it until it is dismissed.
    await dialog.getByRole('button', { name: 'Look for tokens', exact: true }).press('Enter');
    await expect(dialog.getByRole('heading', { name: '1 token found' })).toBeVisible();
  });
  await expect(dialog.getByText('Goes nowhere.')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** The library's errors carry claims and tokens; the tokens that came with them are revoked. */
async function signInWithFalseIdTokens(run: Run): Promise<void> {
  const { window, lying, browser } = run;
  const failed = window.getByRole('dialog', { name: 'Signing in did not work' });
  const before = browser.opened.length;
  await startSignIn(window, { issuer: lying.issuer, clientId: lying.clientId, label: falsified });
  await fetch(lying.landFrom(await openedAfter(run, before)));
  await expect(failed).toBeVisible();
  lying.tell('signature');
  await press(failed, 'Try again');
  await fetch(lying.landFrom(await openedAfter(run, before + 1)));
  await expect(failed).toBeVisible();
  await expect.poll(lying.revoked).toBe(4);
  await window.keyboard.press('Escape');
  await expect(failed).toBeHidden();
}

async function revoke({ window }: Run): Promise<void> {
  await press(rowOf(window, withSecret), 'Revoke');
  const dialog = window.getByRole('alertdialog');
  await press(dialog, 'Revoke');
  await press(dialog, 'Close');
  await expectStatus(window, withSecret, 'Revoked');
}

async function waitForTheClipboard({ running, recorder }: Run): Promise<void> {
  const read = () => readClipboard(running.app);
  await expect.poll(read, { timeout: (clearsAfterSeconds + 5) * 1000 }).toBe('');
  recorder.surfaces.add('clipboard when no longer due', `[${await read()}]`);
}

async function lookAtTheHeap({ recorder }: Run): Promise<void> {
  await recorder.readHeap();
}

/** One for each surface, through the same doors as a secret would take; resolves with them by surface. */
async function plantCanaries(run: Run): Promise<ReadonlyMap<string, string>> {
  const { window, running, recorder } = run;
  const canaries = new Map<string, string>();
  const plant = (surface: string): string => {
    const canary = canaryText();
    canaries.set(surface, canary);
    return canary;
  };
  canaries.set('process arguments', atLaunch.argument);
  canaries.set('process environment', atLaunch.environment);

  await window.evaluate(
    ([text, name]) => {
      document.body.append(text ?? '');
      document.body.lastChild?.remove();
      document.querySelector('main')?.setAttribute('aria-label', name ?? '');
      Object.assign(globalThis, { kept: `${performance.timeOrigin}` });
    },
    [plant('page'), plant('page (name)')] as const,
  );
  await window.getByRole('searchbox').fill(plant('page (field)'));
  await window.evaluate((text) => console.info(text), plant('page console'));
  await window.evaluate((text) => {
    Object.assign(globalThis, { kept: [text, 'in the heap'].join(' ') });
  }, plant('page heap'));
  await recorder.readHeap();

  const { accountId, definition } = await readAccount(window, pasted);
  const tag = plant('event to page: snapshot.patched');
  canaries.set('answer to page: snapshot.read', tag);
  const edit = { ...editOf(definition), tags: [tag] };
  answerOf(await askApp(window, 'account.edit', { accountId, edit }));
  answerOf(await askApp(window, 'snapshot.read', {}));
  await askApp(window, 'server.discover', { issuer: plant('message to main: server.discover') });

  await writeFile(path.join(running.userData, 'planted'), plant('profile files'));
  const home = process.env.TOKENWARD_HOME_OF_TEST;
  if (home !== undefined) await writeFile(path.join(home, 'planted'), plant('home files'));
  await running.app.evaluate(
    ({ clipboard }, [out, error, copied]) => {
      process.stdout.write(`${out}\n`);
      process.stderr.write(`${error}\n`);
      clipboard.writeText(copied ?? '');
    },
    [plant('output'), plant('output (errors)'), plant('clipboard when no longer due')] as const,
  );
  recorder.surfaces.add('clipboard when no longer due', await readClipboard(running.app));
  return canaries;
}

function secretsOf({ server, lying, browser, typed }: Run): readonly KnownSecret[] {
  const opened = browser.opened.flatMap((address) => {
    const { searchParams } = new URL(address);
    return ['state', 'nonce'].map((kind) => ({ kind, value: searchParams.get(kind) ?? '' }));
  });
  const byHand = [...typed.keys()].map((value) => ({ kind: 'typed', value }));
  const all = [...server.secrets, ...lying.secrets(), ...opened, ...byHand];
  return [...new Map(all.map((it) => [it.value, it])).values()];
}

/** What passes inwards by a person's hand: in the message that carries it, and in the field while it is typed. */
function isPersonsOwn({ typed }: Run, { surface, value }: Hit): boolean {
  const message = typed.get(value);
  if (message === undefined) return false;
  // The page's memory forgets what was typed when it pleases; no token is ever typed.
  return [`message to main: ${message}`, typingSurface, 'page heap'].includes(surface);
}

function expectClean(run: Run, canaries: ReadonlyMap<string, string>): void {
  const secrets = secretsOf(run);
  const planted = [...canaries].map(([kind, value]) => ({ kind, value }));
  const { search, encodings, patterns } = createLeakSearch([...secrets, ...planted]);
  const { surfaces } = run.recorder;
  const hits = [...surfaces.all()].flatMap(([surface, all]) =>
    all.flatMap((bytes) => search(surface, bytes)),
  );
  const missed = planted.filter(
    ({ kind, value }) =>
      !hits.some((it) => it.value === value && it.surface === kind.replace(/ \(.*/, '')),
  );
  const found = hits.filter(({ value }) => secrets.some((it) => it.value === value));
  const leaks = found.filter((hit) => !isPersonsOwn(run, hit));
  const inwards = found.filter(({ surface }) => surface.startsWith('message to main'));

  process.stdout.write(
    `leak sweep: ${secrets.length} secrets in ${encodings.length} encodings (${patterns} patterns), ` +
      `${surfaces.all().size} surfaces, ${(surfaces.bytes() / 1e6).toFixed(1)} MB: ${leaks.length} leaks; ` +
      `${run.typed.size} values typed by hand, each in its own message only; ` +
      `${planted.length - missed.length} of ${planted.length} canaries found\n`,
  );
  expect(missed.map(({ kind }) => kind)).toEqual([]);
  expect(
    leaks.map(({ surface, kind, encoding }) => `${kind} as ${encoding} in ${surface}`),
  ).toEqual([]);
  expect(new Set(inwards.map(({ value }) => value))).toEqual(new Set(run.typed.keys()));
  for (const kind of ['access_token', 'refresh_token', 'id_token', 'code', 'code_verifier']) {
    expect(secrets.filter((it) => it.kind === kind).length, kind).toBeGreaterThanOrEqual(2);
  }
}
