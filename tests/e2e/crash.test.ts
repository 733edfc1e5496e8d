// Kills the app at the worst moments and counts what is lost, with the real keychain and the real disk (R-01, D-01).
import { expect, type Page } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus, press, rowOf } from '../fixtures/account-window.ts';
import { answerOf, askApp, readAccount, readSnapshot } from '../fixtures/ask-app.ts';
import { clientSecret, users } from '../fixtures/authorization-server-directory.mjs';
import { readClipboard, test } from '../fixtures/desktop-test.ts';

const kills = 20;
const clientIds = ['public', 'public-two', 'public-three', 'confidential'];

/** Found by nothing but itself, for the search looks at server, user and scopes too. */
const labelOf = (n: number): string => `kept-${String.fromCharCode(97 + n)}`;

/** Resolves with the time at which the page first shows the row as active. */
function seeActive(window: Page, label: string): Promise<number> {
  return window.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const rows = [...document.querySelectorAll('[role="grid"] [role="row"][data-key]')];
          const row = rows.find((it) => it.getAttribute('aria-label') === wanted);
          if (row?.textContent?.includes('Active') !== true) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
      }),
    label,
  );
}

test(`a kill right after the row shows Active, ${kills} times on one profile, loses no account`, async ({
  server,
  systemBrowser,
  launch,
}) => {
  test.setTimeout(240_000);
  const delays: number[] = [];
  for (let n = 0; n < kills; n += 1) {
    const user = users[n % users.length]?.username ?? '';
    const clientId = clientIds[Math.floor(n / users.length)] ?? '';
    systemBrowser.seat({ kind: 'signs_in', user });
    const running = await launch();
    // Only its own row is left, so that it is on screen wherever the list puts it.
    await running.window.getByRole('searchbox', { name: 'Search accounts' }).fill(labelOf(n));
    const definition = defineAccount(server.issuer, { label: labelOf(n), clientId });
    const shown = seeActive(running.window, labelOf(n));
    const secret = clientId === 'confidential' ? clientSecret : null;
    answerOf(await askApp(running.window, 'flow.authorize', { definition, clientSecret: secret }));
    const shownAt = await shown;
    const gone = running.kill();
    delays.push(Date.now() - shownAt);
    await gone;
  }

  const { window, app } = await launch();
  const { accounts } = await readSnapshot(window);
  const found = accounts.filter((it) => it.grant.status === 'live' && it.refreshTokenHeld);
  let usable = 0;
  for (const { accountId } of found) {
    answerOf(await askApp(window, 'account.copy', { accountId, form: 'token' }));
    if (await server.isActive(await readClipboard(app))) usable += 1;
  }
  const { accountId } = await readAccount(window, labelOf(kills - 1));
  answerOf(await askApp(window, 'account.refresh', { accountId }));
  console.log(
    `figure: SIGKILL at most ${Math.max(...delays)} ms after Active, ${kills} times: ` +
      `${kills - found.length} accounts lost, ${kills - usable} without their token`,
  );
  expect(found.map((it) => it.definition.label).sort()).toEqual(
    Array.from({ length: kills }, (_, n) => labelOf(n)).sort(),
  );
  expect(usable).toBe(kills);
});

test('a kill while the browser is open leaves the account and its client secret, to sign in with', async ({
  server,
  systemBrowser,
  launch,
}) => {
  const label = 'Half signed in';
  const definition = defineAccount(server.issuer, { label, clientId: 'confidential' });
  const first = await launch();
  answerOf(await askApp(first.window, 'flow.authorize', { definition, clientSecret }));
  await expect.poll(() => systemBrowser.opened.length).toBe(1);
  await first.kill();

  const { window } = await launch();
  await expectStatus(window, label, 'Needs sign-in');
  const account = await readAccount(window, label);
  expect(account.definition).toEqual(definition);
  expect(account.clientSecretSet).toBe(true);
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  await press(rowOf(window, label), 'Sign in again');
  await expectStatus(window, label, 'Active');
});
