import { expect, it } from 'vitest';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';

it('E-15 opens the page that the recipe names, and no other', async () => {
  const held = holdAccount(id);
  const tokenEndpoint = 'https://accounts.spotify.com/api/token';
  const server = held.record.server && {
    ...held.record.server,
    tokenEndpoint,
    revocationEndpoint: null,
  };
  const test = createTestApp([{ ...held, record: { ...held.record, server } }]);
  expect(await test.ask('account.open_page', { accountId: id })).toMatchObject({ ok: true });
  expect(test.browser.opened.map(String)).toEqual(['https://www.spotify.com/account/apps/']);
  expect(test.account(id)?.revocationSupported).toBe(false);
});

it('E-15 opens nothing for a server whose page nobody knows', async () => {
  const test = createTestApp([holdAccount(id)]);
  expect(await test.ask('account.open_page', { accountId: id })).toMatchObject({
    error: { code: 'provider_page_unknown' },
  });
  expect(test.browser.opened).toEqual([]);
});
