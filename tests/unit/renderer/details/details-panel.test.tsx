/** The details panel: asked of main for the selected account, in the order of a person's questions, never a token. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AccountDetails } from '../../../../shared/account-details.ts';
import type { AccountView, RefreshEnd } from '../../../../shared/account-view.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { makeOutcome } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount, sampleDefinition } from '../../../fixtures/sample-views.ts';
import { renderFrame, rowOf } from '../render-frame.tsx';

const details: AccountDetails = {
  accountId: 'account-one',
  endpoints: {
    authorization: 'https://id.acme.example/auth',
    token: 'https://id.acme.example/token',
    revocation: 'https://id.acme.example/revoke',
    introspection: null,
  },
  accessTokenFingerprint: '9f3c07ab51e2',
  refreshTokenFingerprint: null,
  tokenType: 'Bearer',
  idTokenClaims: [{ name: 'locale', value: 'en-GB' }],
  audit: [
    {
      v: 1,
      seq: 2,
      prev: '',
      at: Date.now(),
      event: 'refresh',
      accountId: 'account-one',
      label: 'Orders API',
      issuer: 'https://id.acme.example',
      token: null,
      fingerprint: null,
      outcome: 'unanswered',
      code: 'timed_out',
      oauthError: null,
      httpStatus: null,
      answerBody: null,
      verdict: null,
      method: null,
    },
  ],
};
const one = (change: Partial<AccountView> = {}): AccountView =>
  sampleAccount({ accountId: 'account-one', label: 'Orders API', ...change });
const panel = () => screen.getByRole('region', { name: 'Account details' });

const day = 24 * 3_600_000;
const endsIn = (ms: number, saidBy: RefreshEnd['saidBy']): RefreshEnd => ({
  issuedAt: Date.now() - day,
  expiresAt: Date.now() + ms,
  monotonicExpiresAt: null,
  saidBy,
});
/** Everything that stands between the card's heading and its facts. */
const livesOf = (region: HTMLElement): string =>
  within(region).getByText('Refresh token', { selector: 'span' }).parentElement?.textContent ?? '';

async function select(change: Partial<AccountView> = {}) {
  const rendered = await renderFrame({ accounts: [one(change)] });
  rendered.main.answer('account.details', () => ok(details));
  await rendered.user.click(rowOf('Orders API'));
  return rendered;
}

describe('the details', () => {
  it('ask for one account, and again after it changed', async () => {
    const { main, push } = await select();
    expect(main.callsOf('account.details')).toEqual([{ accountId: 'account-one' }]);
    push({ upsertedAccounts: [one({ lastRefreshedAt: 5 })] });
    await waitFor(() => expect(main.callsOf('account.details')).toHaveLength(2));
  });

  it('D-08 say of a log that could not be read that it could not, not that nothing happened', async () => {
    const { main, push } = await select();
    main.answer('account.details', () => ok({ ...details, audit: null }));
    push({ upsertedAccounts: [one({ lastRefreshedAt: 5 })] });
    expect(await within(panel()).findByText('The log could not be read')).toBeDefined();
    expect(within(panel()).queryByText('Nothing yet.')).toBeNull();
  });

  it('answer the questions in order: how long, what can I do, since when, who, what if I revoke, what happened', async () => {
    await select();
    await within(panel()).findByText(/no answer/);
    const headings = within(panel()).getAllByRole('heading');
    expect(headings.map((heading) => heading.textContent)).toEqual([
      'Orders API',
      'Lifetimes',
      'Identity',
      'If you revoke',
      'Recent activity',
      'Endpoints and fingerprints',
      'ID token claims',
    ]);
  });

  it('set scopes granted against scopes asked', async () => {
    await select({
      definition: { ...sampleDefinition, label: 'Orders API', scope: 'openid orders:read' },
      grantedScope: 'openid orders:write',
    });
    const under = (term: string): string | null | undefined =>
      within(panel()).getByText(term).nextElementSibling?.textContent;
    expect([under('Scopes'), under('Asked, not granted'), under('Granted without asking')]).toEqual(
      ['openid', 'orders:read', 'orders:write'],
    );
  });

  it.each<[string, Partial<AccountView>, RegExp]>([
    ['the server', { refreshEnd: endsIn(day, 'server') }, /(23h 59m|1d 0h)as the server said$/],
    [
      'the person',
      { refreshEnd: endsIn(day, 'account'), refreshUnused: endsIn(day, 'account') },
      /as you setIf unused; Tokenward uses it in time\.$/,
    ],
    [
      'the provider',
      { refreshEnd: endsIn(day, 'preset') },
      /(23h 59m|1d 0h)as is usual for Keycloak$/,
    ],
    ['nobody', {}, /unknownHeld; nobody said for how long\.$/],
  ])('O-52 say when the refresh token ends on the word of %s', async (_who, change, words) => {
    await select(change);
    expect(livesOf(panel())).toMatch(words);
  });

  it.each([
    ['server', /Refresh tokenendedas the server said$/],
    ['account', /Refresh tokenprobably endedas you set$/],
    ['preset', /Refresh tokenprobably endedas is usual for Keycloak$/],
  ] as const)('O-52 call it ended for sure on no word but the server’s: %s', async (who, words) => {
    await select({ refreshEnd: endsIn(-day, who) });
    expect(livesOf(panel())).toMatch(words);
  });

  it('R-16 say that nothing uses the refresh token where refreshing by itself is off', async () => {
    const end = endsIn(day, 'account');
    await select({
      refreshEnd: end,
      refreshUnused: end,
      definition: { ...sampleDefinition, label: 'Orders API', automaticRefresh: 'off' },
    });
    expect(livesOf(panel())).toMatch(/If unused; automatic refresh is off\.$/);
  });

  it('say the last problem in plain words, with what the server said as text', async () => {
    await select({
      grant: {
        status: 'refused',
        at: 1,
        error: {
          code: 'grant_refused',
          details: { oauthError: 'invalid_grant', description: '<b>gone</b>' },
        },
      },
    });
    expect(within(panel()).getByText('The server ended this grant')).toBeTruthy();
    expect(within(panel()).getByText('The server said: invalid_grant · <b>gone</b>')).toBeTruthy();
    expect(within(panel()).getByRole('button', { name: 'Sign in again' })).toBeTruthy();
  });

  it('T-03 blame a wrong clock by how much it is off, and offer to refresh again', async () => {
    const error = { code: 'clock_wrong', details: { clockAheadMs: -7_260_000 } } as const;
    const { user, main } = await select({ lastProblem: { at: Date.now(), error } });
    const behind = 'This computer’s clock is 2 hours, 1 minute behind the server’s.';
    expect(within(panel()).getByText(behind, { exact: false })).toBeTruthy();
    expect(within(panel()).queryByRole('button', { name: 'Sign in again' })).toBeNull();
    await user.click(within(panel()).getByRole('button', { name: 'Try again' }));
    expect(main.callsOf('account.refresh')).toHaveLength(1);
  });

  it('O-55 name the grant and the client where nobody signs in, and offer to edit what was refused', async () => {
    const definition = { ...sampleDefinition, grantType: 'client_credentials' } as const;
    const error = { code: 'client_refused', details: { oauthError: 'invalid_client' } } as const;
    const machine = { definition, subject: null, refreshTokenHeld: false };
    const lastProblem = { at: Date.now(), error };
    await select({ ...machine, needsCorrection: true, lastProblem });
    const region = panel();
    expect(within(region).getByText('Client credentials')).toBeTruthy();
    expect(within(region).getByText('tokenward')).toBeTruthy();
    expect(within(region).queryByText('Signed in as')).toBeNull();
    expect(within(region).queryByText('Refresh token')).toBeNull();
    expect(within(region).getAllByRole('button', { name: 'Edit' })).toHaveLength(1);
    expect(within(region).getByRole('button', { name: 'Copy token' })).toBeTruthy();
    expect(within(region).queryByRole('button', { name: 'Sign in again' })).toBeNull();
  });

  it('say what the server will be asked, or that it cannot be asked', async () => {
    const { push } = await select();
    expect(
      await within(panel()).findByText(/The server at id\.acme\.example will be asked/),
    ).toBeTruthy();
    push({ upsertedAccounts: [one({ revocationSupported: false })] });
    expect(within(panel()).getByText(/offers no revocation/)).toBeTruthy();
  });

  it('never show `revoked` for what no server confirmed', async () => {
    const at = Date.now();
    const outcome = makeOutcome({
      outcome: 'unanswered',
      verdict: 'not_revoked',
      httpStatus: null,
    });
    await select({
      grant: {
        status: 'revocation_pending',
        at,
        outcomes: [outcome],
        attempts: 1,
        nextTryAt: null,
      },
    });
    expect(panel().textContent).toContain('Refresh token: not revoked yetNo answer came.');
    expect(panel().textContent).toContain('1 try so far, the next as soon as possible');
    expect(panel().textContent).not.toMatch(/said yes|Revoked/);
    const copy = within(panel()).getByRole<HTMLButtonElement>('button', { name: 'Copy token' });
    expect(copy.disabled).toBe(true);
  });

  it('say until when a token lives that nobody could end, and what was tried', async () => {
    const until = new Date(2099, 4, 1, 14, 55).getTime();
    const outcomes = [
      makeOutcome({ token: 'access_token', outcome: 'unsupported', verdict: 'alive_until', until }),
    ];
    const { push } = await select({ grant: { status: 'not_revoked', at: 1, outcomes } });
    const head = within(panel()).getByText(/^Alive until/);
    expect(head.textContent).toMatch(/^Alive until 1 May 2099, 14:55$/);
    push({
      upsertedAccounts: [
        one({
          grant: {
            status: 'not_revoked',
            at: 1,
            outcomes: [makeOutcome({ verdict: 'not_revoked' })],
          },
        }),
      ],
    });
    expect(within(panel()).getByText(/^Not revoked, last tried/)).toBeTruthy();
    expect(within(panel()).queryByRole('button', { name: 'Open the provider’s page' })).toBeNull();
  });

  it('E-15 open the provider’s page where something is left to be done there', async () => {
    const outcomes = [makeOutcome({ outcome: 'refused', verdict: 'not_revoked' })];
    const rendered = await select({
      hasProviderPage: true,
      grant: { status: 'not_revoked', at: 1, outcomes },
    });
    await rendered.user.click(
      within(panel()).getByRole('button', { name: 'Open the provider’s page' }),
    );
    expect(rendered.main.callsOf('account.open_page')).toEqual([{ accountId: one().accountId }]);
  });

  it('tell apart what is loading from what failed', async () => {
    const rendered = await renderFrame({ accounts: [one()] });
    rendered.main.answer('account.details', () => failed('internal'));
    await rendered.user.click(rowOf('Orders API'));
    expect(await within(panel()).findByText('The details could not be loaded.')).toBeTruthy();
  });

  it('do not show one account’s answer under another’s name', async () => {
    const other = sampleAccount({ accountId: 'account-two', label: 'Billing API' });
    const rendered = await renderFrame({ accounts: [one(), other] });
    const waiting: (() => void)[] = [];
    rendered.main.answer('account.details', async ({ accountId }) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return ok({ ...details, accountId });
    });
    await rendered.user.click(rowOf('Orders API'));
    await rendered.user.click(rowOf('Billing API'));
    waiting[0]?.();
    await waitFor(() => expect(within(panel()).getByText('Loading details…')).toBeTruthy());
    waiting[1]?.();
    expect(await within(panel()).findByText(/no answer/)).toBeTruthy();
  });
});
