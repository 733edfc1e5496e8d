// Counts the refresh requests that a crowd of calls makes in the real app (requirement R-08).
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { defineAccount } from '../fixtures/account-definitions.ts';
import { expectStatus } from '../fixtures/account-window.ts';
import { answerOf, askApp, readAccount } from '../fixtures/ask-app.ts';
import { readClipboard, test } from '../fixtures/desktop-test.ts';

const calls = 200;

test(`${calls} refreshes at once over row, toolbar and copy ask the server once`, async ({
  server,
  systemBrowser,
  launch,
}) => {
  const label = 'Crowded';
  const { window, app } = await launch();
  systemBrowser.seat({ kind: 'signs_in', user: 'alice' });
  // So little is left of the first token that copying refreshes it.
  server.setAccessTokenSeconds(25);
  const definition = defineAccount(server.issuer, { label });
  answerOf(await askApp(window, 'flow.authorize', { definition, clientSecret: null }));
  await expect.poll(async () => (await readAccount(window, label)).grant.status).toBe('live');
  await expectStatus(window, label, 'Active');
  const { accountId } = await readAccount(window, label);
  server.setAccessTokenSeconds(3600);
  server.log.length = 0;
  // Every call arrives while the server still thinks about the first.
  server.intercept(async ({ url }) => {
    if (url === '/token') await sleep(1_000);
    return false;
  });

  const answers = await window.evaluate(
    async ([id, count]) => {
      const { request } = globalThis.window.tokenward;
      const ways = [
        () => request['account.refresh']({ accountId: id }),
        () => request['account.refresh_all']({}),
        () => request['account.copy']({ accountId: id, form: 'token' }),
      ];
      const pending = Array.from({ length: count }, (_, n) => ways[n % ways.length]?.());
      return (await Promise.all(pending)).filter((it) => it?.ok).length;
    },
    [accountId, calls] as const,
  );

  const refreshes = server.log.filter((it) => it.grantType === 'refresh_token');
  console.log(`figure: ${calls} refresh calls at once, ${refreshes.length} request at the server`);
  expect(answers).toBe(calls);
  expect(refreshes.map((it) => it.status)).toEqual([200]);
  await expectStatus(window, label, 'Active');
  expect(await server.isActive(await readClipboard(app))).toBe(true);
  server.intercept(null);
  answerOf(await askApp(window, 'account.refresh', { accountId }));
});
