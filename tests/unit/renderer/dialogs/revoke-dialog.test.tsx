// The question before revoking: whose grant, what is asked, how far it reaches, and what is left where nobody can be asked.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { sayAsk } from '../../../../renderer/dialogs/say-ask.ts';
import { createI18n } from '../../../../renderer/i18n/create-i18n.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import type { RevokePreview } from '../../../../shared/operations.ts';
import { type RecipeFacts, routeKinds } from '../../../../shared/revocation-route.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { makeOutcome, makePreview, standardFacts } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const today = (hours: number, minutes: number): number => new Date().setHours(hours, minutes, 0, 0);

async function openRevoke(
  change: Partial<AccountView> = {},
  preview: RevokePreview | null = null,
): Promise<RenderedWindow> {
  const account = sampleAccount(change);
  const rendered = await openDialog({ kind: 'settings' }, { accounts: [account] });
  if (preview !== null) rendered.main.answer('account.revoke_preview', () => ok(preview));
  const dialog = { kind: 'revoke', accountId: account.accountId } as const;
  rendered.ui().dispatch({ type: 'dialog_opened', dialog });
  await screen.findByRole('alertdialog');
  await waitFor(() => expect(dialogText()).not.toContain('Looking…'));
  return rendered;
}
const dialog = (): HTMLElement => screen.getByRole('alertdialog');
const dialogText = (): string => dialog().textContent ?? '';
const buttons = (): readonly (string | null)[] =>
  within(dialog())
    .getAllByRole('button')
    .map((it) => it.getAttribute('aria-label'));
const press = ({ user }: RenderedWindow, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));
const recipe = (change: Partial<RecipeFacts>): RecipeFacts => ({ ...standardFacts, ...change });

describe('the question', () => {
  it('names user, issuer and environment, and rests the focus on Cancel', async () => {
    await openRevoke();
    expect(screen.getByRole('alertdialog', { name: 'Revoke Orders API?' })).toBe(dialog());
    expect(within(dialog()).getByText('wei.chen@acme.example')).toBeTruthy();
    expect(within(dialog()).getByText('https://id.acme.example/realms/prod')).toBeTruthy();
    expect(within(dialog()).getByText('This is a production account.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  });

  it('O-37 says what the server will be asked, refresh token first, at the host it names', async () => {
    await openRevoke({}, makePreview());
    expect(dialogText()).toContain(
      'The server at tokens.acme.example will be asked to end the refresh token, then the access token.',
    );
  });

  it('waits for nobody: what the window knows is there, and Revoke can be pressed at once', async () => {
    const account = sampleAccount();
    const rendered = await openDialog({ kind: 'settings' }, { accounts: [account] });
    rendered.main.answer('account.revoke_preview', () => new Promise(() => undefined));
    rendered.ui().dispatch({
      type: 'dialog_opened',
      dialog: { kind: 'revoke', accountId: account.accountId },
    });
    await screen.findByRole('alertdialog');
    expect(dialogText()).toContain('The server at id.acme.example will be asked');
    expect(dialogText()).toContain('Looking…');
    await press(rendered, 'Revoke');
    expect(rendered.main.callsOf('account.revoke')).toEqual([{ accountId: account.accountId }]);
  });

  it('shows what came of the last attempt and when it is made again', async () => {
    const outcomes = [
      makeOutcome({ outcome: 'unanswered', verdict: 'not_revoked', httpStatus: 503 }),
    ];
    await openRevoke({
      grant: {
        status: 'revocation_pending',
        at: 1,
        outcomes,
        attempts: 3,
        nextTryAt: new Date(2099, 0, 1, 14, 5).getTime(),
      },
    });
    expect(dialogText()).toContain('The server was in trouble (HTTP 503) and decided nothing.');
    expect(dialogText()).toContain('3 tries so far, next at 1 Jan 2099, 14:05');
  });
});

describe('how far it reaches', () => {
  it.each<[string, Partial<RevokePreview>, RegExp]>([
    [
      'a self-contained access token, which services take until its end',
      { selfContained: true, accessTokenEndsAt: today(23, 58) },
      /may be accepted until 23:58 by services that check it without asking/,
    ],
    [
      'an access token that is not asked for',
      { asks: ['refresh_token'], accessTokenEndsAt: today(23, 58) },
      /The access token is not asked for and may be accepted until 23:58/,
    ],
    [
      'a refresh token that is not asked for',
      { asks: ['access_token'] },
      /The refresh token is not asked for/,
    ],
    [
      'earlier access tokens',
      { earlier: { count: 3, since: today(0, 1), lastEndsAt: today(23, 58) } },
      /3 earlier access tokens, issued since 00:01: the last ends 23:58/,
    ],
    [
      'an earlier access token without an announced end',
      { earlier: { count: 1, since: today(0, 1), lastEndsAt: null } },
      /1 earlier access token, issued 00:01: nobody said until when/,
    ],
    [
      'nothing',
      { asks: ['refresh_token'], recipe: recipe({ cascade: 'refresh_ends_access' }) },
      /May stayNothing that is known of/,
    ],
    [
      'nothing where the whole grant ends',
      { asks: ['access_token'], recipe: recipe({ cascade: 'grant' }) },
      /The whole grant.*May stayNothing that is known of/,
    ],
  ])('says what stays alive until when: %s', async (_what, change, words) => {
    await openRevoke({}, makePreview(change));
    expect(dialogText()).toMatch(words);
  });

  it.each<[RecipeFacts['cascade'], RegExp]>([
    ['grant', /so it ends too/],
    ['sessions', /so it ends too/],
    ['refresh_ends_access', /so it may end too/],
    ['unknown', /so it may end too/],
    ['token', /not touched/],
  ])('names the other accounts that share the grant; cascade %s', async (cascade, words) => {
    const sharing = [
      { accountId: 'account-0002', label: 'Billing' },
      { accountId: 'account-0003', label: 'Orders batch' },
    ];
    await openRevoke({}, makePreview({ sharing, recipe: recipe({ cascade }) }));
    expect(dialogText()).toContain('Billing, Orders batch: the same user at the same client');
    expect(dialogText()).toMatch(words);
  });

  it('has words of its own for every route', () => {
    const { t } = createI18n('en');
    const known = { provider: 'Acme', host: 'acme.example', held: ['access_token'] } as const;
    const question = { ...known, asks: null, preview: null, isLooking: false };
    const said = routeKinds.flatMap((route) => [
      sayAsk(t, { ...question, route }, true),
      ...(route === 'page' ? [sayAsk(t, { ...question, route }, false)] : []),
    ]);
    expect(new Set(said).size).toBe(said.length);
    expect(said).toHaveLength(routeKinds.length + 1);
  });

  it('says of a provider whose word the facts are, and that nobody has tried it live', async () => {
    const slack = recipe({
      id: 'slack',
      provider: 'Slack',
      route: 'proprietary',
      confidence: 'documented',
      source: 'Slack Web API, auth.revoke and auth.test',
    });
    await openRevoke({}, makePreview({ recipe: slack, host: 'slack.com', asks: ['access_token'] }));
    expect(dialogText()).toContain(
      'Slack’s own API at slack.com will be asked to end the access token.',
    );
    expect(dialogText()).toContain('Not tried against the live service. As Slack documents it');
  });
});

describe('the last resort', () => {
  const name = 'Prove it by trying to refresh';

  it('is asked for only by opening it and checking its box, and says its risk', async () => {
    const rendered = await openRevoke({}, makePreview());
    expect(screen.queryByRole('checkbox', { name })).toBeNull();
    await press(rendered, 'Last resort');
    expect(dialogText()).toContain('Some servers take this for theft');
    await rendered.user.click(screen.getByRole('checkbox', { name }));
    await press(rendered, 'Revoke');
    expect(rendered.main.callsOf('account.revoke')).toEqual([
      { accountId: 'account-0001', proveByRefreshing: true },
    ]);
  });

  it.each<[string, Partial<RevokePreview>]>([
    ['introspection proves it', { proof: 'introspection' }],
    ['no refresh token is asked about', { asks: ['access_token'] }],
  ])('is not offered where %s', async (_why, change) => {
    await openRevoke({}, makePreview(change));
    expect(screen.queryByRole('button', { name: 'Last resort' })).toBeNull();
  });
});

describe('where nobody can be asked', () => {
  it('O-40 says that there is no revocation endpoint and puts Remove here in the place of Revoke', async () => {
    const none = makePreview({
      host: null,
      asks: [],
      recipe: recipe({ id: 'none', route: 'none' }),
    });
    const rendered = await openRevoke({ revocationSupported: false }, none);
    expect(dialogText()).toContain('This server offers no revocation');
    expect(dialogText()).not.toContain('holds no token');
    expect(buttons()).toEqual(['Cancel', 'Remove here']);
    await press(rendered, 'Remove here');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(rendered.main.callsOf('account.remove')).toEqual([{ accountId: 'account-0001' }]);
    expect(rendered.main.callsOf('account.revoke')).toEqual([]);
  });

  it('O-40 says so before main has answered, and where it cannot', async () => {
    await openRevoke({ revocationSupported: false });
    expect(dialogText()).toContain('This server offers no revocation');
    expect(buttons()).toEqual(['Cancel', 'Remove here']);
  });

  it('E-15 opens the provider’s own page where that is the only way', async () => {
    const figma = recipe({ id: 'figma', provider: 'Figma', route: 'page', page: 'https://x.test' });
    const rendered = await openRevoke(
      { revocationSupported: false, revocationRoute: 'page', hasProviderPage: true },
      makePreview({ host: null, asks: [], recipe: figma }),
    );
    expect(dialogText()).toContain('Only Figma’s own page can end this access');
    expect(buttons()).toEqual(['Cancel', 'Open the provider’s page', 'Remove here']);
    await press(rendered, 'Open the provider’s page');
    expect(rendered.main.callsOf('account.open_page')).toEqual([{ accountId: 'account-0001' }]);
  });

  it('says why the page did not open', async () => {
    const rendered = await openRevoke({
      revocationSupported: false,
      revocationRoute: 'page',
      hasProviderPage: true,
    });
    rendered.main.answer('account.open_page', () => failed('browser_not_opened'));
    await press(rendered, 'Open the provider’s page');
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('says that there is nothing to end where no token is held', async () => {
    await openRevoke(
      { accessTokenHeld: false, refreshTokenHeld: false },
      makePreview({ asks: [], accessTokenHeld: false, refreshTokenHeld: false }),
    );
    expect(dialogText()).toContain('This account holds no token');
    expect(buttons()).toEqual(['Cancel', 'Remove here']);
  });

  it('says that the server ends no token of the kind that is held', async () => {
    await openRevoke({ refreshTokenHeld: false }, makePreview({ asks: [] }));
    expect(dialogText()).toContain('This server ends no token of the kind that is held here');
    expect(buttons()).toEqual(['Cancel', 'Remove here']);
  });
});
