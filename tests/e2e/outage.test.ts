// A server in trouble and no network at all: what the app says, whom it asks, and how it recovers (N-01, N-09).
import { expect, type Page } from '@playwright/test';
import { expectStatus, press, rowOf } from '../fixtures/account-window.ts';
import { type Aged, refreshesAt, signInMinutesAgo } from '../fixtures/aged-sign-in.ts';
import { readAccount } from '../fixtures/ask-app.ts';
import { test } from '../fixtures/desktop-test.ts';

/** Overdue accounts begin at a random moment within 30 s; waits that a server asked for come on top. */
const within = { timeout: 75_000 };
const retryAfterSeconds = 20;

const two: readonly Aged[] = [
  { label: 'Orders API', user: 'alice' },
  { label: 'Billing API', user: 'bob' },
];
const labels = two.map((it) => it.label);

async function expectNobodyAsked(window: Page): Promise<void> {
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(window.getByRole('grid')).not.toContainText('Needs sign-in');
  const notifications = window.getByRole('region', { name: 'Notifications' });
  await expect(notifications).toHaveText(
    /^(Signed in: (Orders|Billing) API|Refreshed: Orders API)*$/,
  );
}

/** What does not fit is drawn as an ellipsis, and then until when could not be read. */
async function expectReadWhole(window: Page, label: string): Promise<void> {
  const words = rowOf(window, label).getByText(/Server unavailable until \d\d:\d\d/);
  expect(await words.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
}

test('N-09 a server that answers 503 is left alone until it asked to be, says so in each row, and all go on by themselves', async ({
  server,
  systemBrowser,
  launch,
}) => {
  test.setTimeout(180_000);
  const running = await launch();
  const { window } = running;
  await signInMinutesAgo({ running, server, systemBrowser }, 55, two, () =>
    server.outage.breakDown(retryAfterSeconds),
  );
  for (const label of labels) {
    await expect(rowOf(window, label)).toContainText(/Server unavailable until \d/, within);
    await expectReadWhole(window, label);
    await expect(rowOf(window, label).getByRole('button', { name: 'Refresh' })).toBeEnabled();
  }
  const askedAt = server.outage.turnedAway.at(-1)?.at ?? 0;
  await window.screenshot({ path: 'test-output/screenshots/server-unavailable.png' });
  await expectNobodyAsked(window);
  expect((await readAccount(window, 'Orders API')).accessTokenHeld).toBe(true);

  await server.outage.comeBack();
  await expect.poll(() => refreshesAt(server).length, within).toBe(2);
  for (const label of labels) {
    await expectStatus(window, label, 'Active');
    await expect(rowOf(window, label)).not.toContainText('Server unavailable');
  }
  const again = refreshesAt(server)[0]?.at ?? 0;
  expect(again - askedAt).toBeGreaterThanOrEqual(retryAfterSeconds * 1000 - 1000);
  await expectNobodyAsked(window);
  expect(systemBrowser.opened).toHaveLength(two.length);
});

test('a server that refuses connections is told from a refusal, and refreshing by hand works as soon as it is back', async ({
  server,
  systemBrowser,
  launch,
}) => {
  test.setTimeout(180_000);
  const running = await launch();
  const { window } = running;
  await signInMinutesAgo({ running, server, systemBrowser }, 55, two, () => server.outage.goAway());
  for (const label of labels) {
    await expect(rowOf(window, label)).toContainText(/Server unavailable until \d/, within);
  }
  await expectNobodyAsked(window);
  await server.outage.comeBack();
  await press(rowOf(window, 'Orders API'), 'Refresh');
  await expectStatus(window, 'Orders API', 'Active');
  await expect.poll(() => refreshesAt(server).length, within).toBe(2);
  await expectStatus(window, 'Billing API', 'Active');
  expect(systemBrowser.opened).toHaveLength(two.length);
});

test('N-01 starting offline with many accounts is one message, and all are refreshed when the network is back', async ({
  server,
  systemBrowser,
  keyring,
  launch,
}) => {
  test.setTimeout(240_000);
  const many = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'].flatMap((user) =>
    ['public', 'public-two'].map((clientId) => ({ label: `${user} ${clientId}`, user, clientId })),
  );
  const first = await launch({ env: keyring.env });
  const desk = { running: first, server, systemBrowser };
  await signInMinutesAgo(desk, 55, many, () => server.outage.goAway());
  await first.close();
  // Nothing is refreshed before the keychain answers, so that the app is offline from its first try on.
  keyring.freeze();
  const { window, app } = await launch({ env: keyring.env });
  const setOnline = (online: boolean): Promise<void> =>
    app.evaluate(({ net }, value) => {
      Object.defineProperty(net, 'isOnline', { configurable: true, value: () => value });
    }, online);
  await setOnline(false);
  keyring.thaw();

  await expect(window.getByRole('contentinfo')).toContainText('GNOME Keyring, unlocked', within);
  await expect(window.getByRole('contentinfo')).toContainText('Offline', within);
  await expect(window.getByText(/offline|Server unavailable/i)).toHaveCount(1);
  await expectNobodyAsked(window);
  for (const { label } of many.slice(0, 3)) {
    await expect(rowOf(window, label)).toContainText(/\dm \d\ds/);
  }
  await window.screenshot({ path: 'test-output/screenshots/started-offline.png' });
  expect(refreshesAt(server)).toHaveLength(0);

  await server.outage.comeBack();
  await setOnline(true);
  await expect.poll(() => refreshesAt(server).length, within).toBe(many.length);
  await expect(window.getByRole('contentinfo')).toContainText('Online');
  await expectNobodyAsked(window);
});
