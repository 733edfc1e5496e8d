// Logging out at the provider: never instead of revoking, and offered after it.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { makeOutcome } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const account = sampleAccount({ canLogOut: true });
const { accountId } = account;
const dialog = (): HTMLElement => screen.getByRole('alertdialog');
const press = ({ user }: RenderedWindow, name: string): Promise<void> =>
  user.click(within(dialog()).getByRole('button', { name }));
const openLogOut = (change: Partial<typeof account> = {}): Promise<RenderedWindow> =>
  openDialog({ kind: 'log_out', accountId }, { accounts: [{ ...account, ...change }] });

it('O-47 says first that logging out revokes nothing, and leads to revoking', async () => {
  const rendered = await openLogOut();
  expect(screen.getByRole('alertdialog', { name: 'Log out of Orders API?' })).toBe(dialog());
  expect(dialog().textContent).toContain('revokes nothing');
  expect(document.activeElement).toBe(within(dialog()).getByRole('button', { name: 'Cancel' }));
  await press(rendered, 'Revoke first');
  expect(screen.getByRole('alertdialog', { name: 'Revoke Orders API?' })).toBe(dialog());
  expect(rendered.main.callsOf('account.log_out')).toEqual([]);
});

it('O-46 opens the page and says so', async () => {
  const rendered = await openLogOut();
  await press(rendered, 'Log out');
  expect(rendered.main.callsOf('account.log_out')).toEqual([{ accountId }]);
  await waitFor(() =>
    expect(rendered.services.toasts.list().map((it) => it.title)).toEqual([
      'The log-out page is open in your browser',
    ]),
  );
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('says why the page did not open', async () => {
  const rendered = await openLogOut({ accessTokenHeld: false, refreshTokenHeld: false });
  expect(within(dialog()).queryByRole('button', { name: 'Revoke first' })).toBeNull();
  rendered.main.answer('account.log_out', () => failed('browser_not_opened'));
  await press(rendered, 'Log out');
  await waitFor(() => expect(rendered.services.toasts.list()).toHaveLength(1));
  expect(rendered.services.toasts.list()[0]?.tone).toBe('error');
});

it('O-47 is offered after a revocation where the provider has such a page', async () => {
  const rendered = await openDialog({ kind: 'revoke', accountId }, { accounts: [account] });
  const outcomes = [makeOutcome()];
  rendered.main.answer('account.revoke', () => ok({ revoked: true, pending: false, outcomes }));
  await press(rendered, 'Revoke');
  await screen.findByRole('alertdialog', { name: /revocation accepted/ });
  await press(rendered, 'Log out at the provider');
  expect(rendered.main.callsOf('account.log_out')).toEqual([{ accountId }]);
});
