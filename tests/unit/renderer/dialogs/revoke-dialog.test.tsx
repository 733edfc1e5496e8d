// Revoking: whose grant, what is asked, and never a stronger word than the server's answer.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { AccountView } from '../../../../shared/account-view.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { makeOutcome, makePreview } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const preview = makePreview();
const outcome = makeOutcome;

async function openRevoke(change: Partial<AccountView> = {}): Promise<RenderedWindow> {
  const account = sampleAccount(change);
  const rendered = await openDialog(
    { kind: 'revoke', accountId: account.accountId },
    { accounts: [account] },
  );
  return rendered;
}
const dialog = (): HTMLElement => screen.getByRole('alertdialog');
const press = ({ user }: RenderedWindow, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));

it('names user, issuer and environment, and rests the focus on Cancel', async () => {
  await openRevoke();
  expect(screen.getByRole('alertdialog', { name: 'Revoke Orders API?' })).toBe(dialog());
  expect(within(dialog()).getByText('wei.chen@acme.example')).toBeTruthy();
  expect(within(dialog()).getByText('https://id.acme.example/realms/prod')).toBeTruthy();
  expect(within(dialog()).getByText('This is a production account.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
});

it('O-37 says what the server will be asked, refresh token first, at the host it names', async () => {
  const account = sampleAccount();
  const rendered = await openDialog({ kind: 'settings' }, { accounts: [account] });
  rendered.main.answer('account.revoke_preview', () => ok(preview));
  rendered.ui().dispatch({
    type: 'dialog_opened',
    dialog: { kind: 'revoke', accountId: account.accountId },
  });
  expect(
    await screen.findByText(
      'The server at tokens.acme.example will be asked to end the refresh token, then the access token.',
    ),
  ).toBeTruthy();
});

it('says revoked only when the server confirmed every token', async () => {
  const rendered = await openRevoke();
  const outcomes = [outcome({}), outcome({ token: 'access_token' })];
  rendered.main.answer('account.revoke', () => ok({ revoked: true, pending: false, outcomes }));
  await press(rendered, 'Revoke');
  expect(await screen.findByRole('alertdialog', { name: 'Orders API is revoked' })).toBeTruthy();
  expect(dialog().textContent).toContain('Refresh token: revoked by the server');
  expect(dialog().textContent).toContain('Access token: revoked by the server');
  expect(screen.queryByRole('button', { name: 'Remove here' })).toBeNull();
});

it('tells each token’s own outcome and offers both ways on where one was kept', async () => {
  const rendered = await openRevoke();
  const outcomes = [
    outcome({
      outcome: 'refused',
      verdict: 'not_revoked',
      httpStatus: 400,
      oauthError: 'invalid_client',
    }),
    outcome({
      token: 'access_token',
      outcome: 'unanswered',
      verdict: 'not_revoked',
      httpStatus: null,
    }),
  ];
  rendered.main.answer('account.revoke', () => ok({ revoked: false, pending: true, outcomes }));
  await press(rendered, 'Revoke');
  await screen.findByRole('alertdialog', { name: 'Not everything was revoked' });
  expect(dialog().textContent).toContain('Refresh token: refused (invalid_client, HTTP 400)');
  expect(dialog().textContent).toContain('Access token: no answer');
  expect(dialog().textContent).not.toMatch(/is revoked|revoked by the server/);
  await press(rendered, 'Try again');
  expect(rendered.main.callsOf('account.revoke')).toHaveLength(2);
  await screen.findByRole('alertdialog', { name: 'Not everything was revoked' });
  await press(rendered, 'Remove here');
  expect(rendered.main.callsOf('account.remove')).toEqual([{ accountId: 'account-0001' }]);
});

it('says why nothing was asked when main could not', async () => {
  const rendered = await openRevoke();
  rendered.main.answer('account.revoke', () => failed('keychain_locked'));
  await press(rendered, 'Revoke');
  expect(
    await screen.findByRole('alertdialog', { name: 'Orders API was not revoked' }),
  ).toBeTruthy();
  expect(screen.getByText('The keychain is locked')).toBeTruthy();
});

it('O-40 says that there is no revocation endpoint and puts Remove here in the place of Revoke', async () => {
  const rendered = await openRevoke({ revocationSupported: false });
  expect(dialog().textContent).toContain('This server offers no revocation');
  expect(screen.queryByRole('button', { name: 'Revoke' })).toBeNull();
  await press(rendered, 'Remove here');
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(rendered.main.callsOf('account.remove')).toEqual([{ accountId: 'account-0001' }]);
  expect(rendered.main.callsOf('account.revoke')).toEqual([]);
});

it('shows what came of the last attempt', async () => {
  const outcomes = [outcome({ outcome: 'refused', verdict: 'not_revoked', httpStatus: 503 })];
  await openRevoke({
    grant: { status: 'revocation_pending', at: 1, outcomes, attempts: 1, nextTryAt: null },
  });
  expect(dialog().textContent).toContain('Refresh token: refused (HTTP 503)');
});

it('tells the answer by a toast when it was closed while the server was asked', async () => {
  const rendered = await openRevoke();
  let finish = (): void => undefined;
  rendered.main.answer(
    'account.revoke',
    () =>
      new Promise((resolve) => {
        finish = () => resolve(ok({ revoked: true, pending: false, outcomes: [outcome({})] }));
      }),
  );
  await press(rendered, 'Revoke');
  await rendered.user.keyboard('{Escape}');
  finish();
  await waitFor(() =>
    expect(rendered.services.toasts.list().map((toast) => toast.title)).toEqual([
      'Orders API is revoked',
    ]),
  );
});
