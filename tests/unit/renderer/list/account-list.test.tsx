/** The list as people and screen readers find it: names, descriptions, actions, keys. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AccountView } from '../../../../shared/account-view.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { renderFrame, rowOf } from '../render-frame.tsx';

const issuedAt = Date.now();
const one = (change: Partial<AccountView> = {}): AccountView =>
  sampleAccount({
    accountId: 'account-one',
    label: 'Orders API',
    access: { issuedAt, expiresAt: issuedAt + 30 * 60_000 + 30_000, monotonicExpiresAt: null },
    ...change,
  });
const two = sampleAccount({ accountId: 'account-two', label: 'Billing API' });
const refused = {
  grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
} as const;

const buttonsOf = (label: string): readonly (string | null)[] =>
  within(rowOf(label))
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label') ?? button.textContent);
const descriptionOf = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' | ');
const copied = ok({
  label: 'Orders API',
  who: 'wei.chen@acme.example',
  environment: 'production',
  form: 'token',
  clearsAfterMs: 30_000,
  remainingMs: 1_800_000,
  refreshed: false,
  saved: true,
  warning: null,
} as const);

describe('a row of the list', () => {
  it('is named by its label and described by status and whole minutes', async () => {
    await renderFrame({ accounts: [one()] });
    expect(screen.getByRole('grid', { name: 'Accounts' })).toBeTruthy();
    expect(descriptionOf(rowOf('Orders API'))).toBe('Active, 30 minutes left');
  });

  it('has its four buttons, each described by its row', async () => {
    await renderFrame({ accounts: [one()] });
    expect(buttonsOf('Orders API')).toEqual(['Copy token', 'Refresh', 'Revoke', 'More actions']);
    for (const button of within(rowOf('Orders API')).getAllByRole('button')) {
      expect(descriptionOf(button)).toContain('Orders API');
    }
  });

  it('follows its account', async () => {
    const { push } = await renderFrame({ accounts: [one()] });
    push({ upsertedAccounts: [one({ operation: 'refreshing' })] });
    expect(descriptionOf(rowOf('Orders API'))).toContain('Refreshing');
    push({ upsertedAccounts: [one({ definition: { ...one().definition, label: 'Renamed' } })] });
    expect(rowOf('Renamed')).toBeTruthy();
  });

  it('offers the one next step in place of the buttons where a person is needed', async () => {
    const { main, user, ui } = await renderFrame({ accounts: [one(refused), two] });
    expect(buttonsOf('Orders API')).toEqual(['Sign in again', 'More actions']);
    main.answer('flow.reauthorize', () => ok({ flowId: 'flow-0001' }));
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'Sign in again' }));
    expect(ui().state.dialog).toEqual({ kind: 'waiting', flowId: 'flow-0001' });
  });

  it('says why an account without a refresh token cannot be refreshed, and asks main nothing', async () => {
    const { main, user } = await renderFrame({ accounts: [one({ refreshTokenHeld: false })] });
    const refresh = within(rowOf('Orders API')).getByRole('button', { name: 'Refresh' });
    expect(refresh.getAttribute('aria-disabled')).toBe('true');
    expect(descriptionOf(refresh)).toContain('the server gave no refresh token');
    await user.click(refresh);
    expect(main.callsOf('account.refresh')).toEqual([]);
  });

  it('shows environment, local server and scopes as text, whatever they contain', async () => {
    const label = '<img src=x onerror=alert(1)>';
    await renderFrame({ accounts: [one({ definition: { ...one().definition, label } })] });
    expect(rowOf(label).querySelector('img')).toBeNull();
  });
});

describe('actions of the list', () => {
  it('copies and says whose token it is, for which environment, and when the clipboard is cleared', async () => {
    const { main, user } = await renderFrame({ accounts: [one()] });
    main.answer('account.copy', () => copied);
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'Copy token' }));
    expect(main.callsOf('account.copy')).toEqual([{ accountId: 'account-one', form: 'token' }]);
    const toast = screen.getByRole('status').textContent ?? '';
    expect(toast).toContain('Token copied: Orders API');
    expect(toast).toContain('wei.chen@acme.example · Production');
    expect(toast).toContain('The clipboard is cleared in 30 seconds.');
  });

  it('offers sign-in when an expired token could not be refreshed', async () => {
    const { main, user } = await renderFrame({ accounts: [one()] });
    main.answer('account.copy', () => failed('token_expired'));
    main.answer('flow.reauthorize', () => ok({ flowId: 'flow-0002' }));
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'Copy token' }));
    const toast = within(screen.getByRole('status'));
    expect(toast.getByText('Orders API: The token has expired')).toBeTruthy();
    await user.click(toast.getByRole('button', { name: 'Sign in again' }));
    expect(main.callsOf('flow.reauthorize')).toEqual([{ accountId: 'account-one' }]);
  });

  it('neither selects nor opens the row whose button is pressed', async () => {
    const { user, ui } = await renderFrame({ accounts: [one(), two] });
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'Revoke' }));
    expect(ui().state).toMatchObject({
      selectedAccountId: null,
      dialog: { kind: 'revoke', accountId: 'account-one' },
    });
  });

  it('N-12 offers no sign-in while a revocation is pending, whose tokens it would replace', async () => {
    const grant = {
      status: 'revocation_pending',
      at: 0,
      outcomes: [],
      attempts: 1,
      nextTryAt: null,
    } as const;
    const { user } = await renderFrame({ accounts: [one({ grant })] });
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'More actions' }));
    const item = screen.getByRole('menuitem', { name: 'Sign in again' });
    expect(item.getAttribute('aria-disabled')).toBe('true');
  });

  it('has the rest in one menu', async () => {
    const { user, ui } = await renderFrame({ accounts: [one()] });
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'More actions' }));
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'Copy authorization header',
      'Sign in again',
      'Add another like this',
      'Edit',
      'Remove',
    ]);
    await user.click(screen.getByRole('menuitem', { name: 'Add another like this' }));
    expect(ui().state.dialog).toEqual({ kind: 'add_like', accountId: 'account-one' });
  });

  it('keeps copying and revoking within reach in the menu of a row that shows its next step', async () => {
    const { user } = await renderFrame({ accounts: [one(refused)] });
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'More actions' }));
    const names = screen.getAllByRole('menuitem').map((item) => item.textContent);
    expect(names.slice(0, 3)).toEqual(['Copy token', 'Refresh', 'Revoke']);
  });
});

describe('keys of the list', () => {
  it.each([
    ['c', 'account.copy', { accountId: 'account-one', form: 'token' }],
    ['h', 'account.copy', { accountId: 'account-one', form: 'header' }],
    ['r', 'account.refresh', { accountId: 'account-one' }],
  ] as const)('act on the focused row: %s', async (key, name, params) => {
    const { main, user } = await renderFrame({ accounts: [one()] });
    act(() => rowOf('Orders API').focus());
    await user.keyboard(key);
    expect(main.callsOf(name)).toEqual([params]);
  });

  it('open the revoke dialog with Delete, and the details with Enter', async () => {
    const { user, ui } = await renderFrame({ accounts: [one()] });
    act(() => rowOf('Orders API').focus());
    await user.keyboard('{Enter}');
    expect(document.activeElement?.tagName).toBe('H2');
    act(() => rowOf('Orders API').focus());
    await user.keyboard('{Delete}');
    expect(ui().state.dialog).toEqual({ kind: 'revoke', accountId: 'account-one' });
  });

  it('do nothing while a composition runs, with a modifier, or outside of the list', async () => {
    const { main, user } = await renderFrame({ accounts: [one()] });
    const row = rowOf('Orders API');
    act(() => row.focus());
    fireEvent.keyDown(row, { key: 'c', isComposing: true });
    fireEvent.keyDown(row, { key: 'c', ctrlKey: true });
    fireEvent.keyDown(row, { key: 'r', repeat: true });
    act(() => screen.getByRole('button', { name: 'Settings' }).focus());
    await user.keyboard('cr');
    expect(main.calls.filter((call) => call.name !== 'account.details')).toEqual([]);
  });
});

describe('a list that is being used', () => {
  it('moves no row under the pointer, and catches up when it leaves', async () => {
    const { user, push } = await renderFrame({ accounts: [one(), two] });
    const order = () =>
      screen
        .getAllByRole('row')
        .map((row) => row.getAttribute('aria-label'))
        .filter((name) => name !== null);
    await user.hover(rowOf('Billing API'));
    push({ upsertedAccounts: [one(refused)] });
    expect(order()).toEqual(['Billing API', 'Orders API']);
    await user.hover(screen.getByRole('button', { name: 'Settings' }));
    expect(order()).toEqual(['Orders API', 'Billing API']);
  });
});
