/** Many accounts while the network is away: the real composition behind the real window, and one statement for all. */
import { act, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TransportError } from '../../../../electron/ports.ts';
import { createTestApp, holdAccount, testStart } from '../../../fixtures/test-app.ts';
import { renderFrame } from '../render-frame.tsx';

const minute = 60_000;
const sixty = Array.from({ length: 60 }, (_, n) => {
  const accountId = `acct_number_${n}`;
  // A third ended while the machine was off, a third end soon, a third have time.
  const left = [-30 * minute, 2 * minute, 55 * minute][n % 3] ?? 0;
  const tokens = { issuedAt: testStart + left - 60 * minute, expiresAt: testStart + left };
  return holdAccount(accountId, {}, tokens);
});

const issued = {
  json: { access_token: 'access-new', token_type: 'Bearer', expires_in: 3600 },
};

/** The window over the real composition: every patch reaches it, as over the bridge. */
async function windowOver(test: ReturnType<typeof createTestApp>) {
  const rendered = await renderFrame(test.snapshot());
  test.app.snapshot.subscribe(({ revision: _revision, monotonicNow: _now, ...change }) =>
    rendered.push(change),
  );
  const said = { toasts: 0 };
  rendered.services.toasts.subscribe(() => {
    said.toasts += rendered.services.toasts.list().length;
  });
  const pass = (ms: number) => act(() => test.clock.advanceAsync(ms));
  return { ...rendered, said, pass };
}

const bar = () => screen.getByRole('contentinfo');

function expectOneStatement(test: ReturnType<typeof createTestApp>): void {
  expect(within(bar()).getAllByText(/Offline/)).toHaveLength(1);
  expect(document.body.textContent?.match(/Offline/g)).toHaveLength(1);
  expect(bar().textContent).toMatch(/60 accounts$/);
  expect(screen.getByRole('button', { name: 'Needs attention, 0' })).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/Server unavailable|could not be reached/);
  for (const { lastProblem, unavailableUntil, grant } of test.snapshot().accounts) {
    expect([lastProblem, unavailableUntil, grant.status]).toEqual([null, null, 'live']);
  }
}

it('N-01 starting offline with sixty accounts is one statement, and the network’s return mends all', async () => {
  const test = createTestApp(sixty);
  test.transport.answerWith(() => issued);
  test.connectivity.setOnline(false);
  await test.app.afterFirstPaint();
  const { pass, said } = await windowOver(test);
  await pass(10 * minute);
  expectOneStatement(test);
  expect(test.transport.sent).toHaveLength(0);
  test.connectivity.setOnline(true);
  await pass(2 * minute);
  expect(bar().textContent).toContain('Online');
  expect(test.transport.sent).toHaveLength(40);
  expect(said.toasts).toBe(0);
});

it('N-01 losing the network in the middle of refreshing is one statement too, and no account is blamed', async () => {
  const test = createTestApp(sixty);
  test.transport.answerWith(() => {
    test.connectivity.setOnline(false);
    throw new TransportError('unreachable', undefined, true);
  });
  await test.app.afterFirstPaint();
  const { pass, said } = await windowOver(test);
  await pass(10 * minute);
  expectOneStatement(test);
  test.transport.answerWith(() => issued);
  test.connectivity.setOnline(true);
  await pass(2 * minute);
  expect(said.toasts).toBe(0);
  expect(screen.getByRole('button', { name: 'Needs attention, 0' })).toBeTruthy();
  const ended = test
    .snapshot()
    .accounts.filter(({ access }) => (access?.expiresAt ?? 0) <= test.clock.now().wall);
  expect(ended).toEqual([]);
});

it('N-01 is said as well where nothing is refreshed by itself', async () => {
  const test = createTestApp(sixty);
  await test.ask('settings.update', { automaticRefresh: false });
  test.connectivity.setOnline(false);
  await test.app.afterFirstPaint();
  const { pass } = await windowOver(test);
  await pass(minute);
  expectOneStatement(test);
});
