// Removing, editing and settings.
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../shared/settings.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { makePreview } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const accountId = 'account-0001';
const press = ({ user }: RenderedWindow, name: string | RegExp): Promise<void> =>
  user.click(screen.getByRole('button', { name }));

describe('remove', () => {
  it('says that the grant stays valid, rests on Cancel, and forgets the account here', async () => {
    const rendered = await openDialog(
      { kind: 'remove', accountId },
      { accounts: [sampleAccount()] },
    );
    const dialog = screen.getByRole('alertdialog', { name: 'Remove Orders API?' });
    expect(dialog.textContent).toContain('The grant stays valid at the server');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
    await press(rendered, 'Remove');
    expect(rendered.main.calls).toEqual([{ name: 'account.remove', params: { accountId } }]);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('leads to revoking first', async () => {
    const rendered = await openDialog(
      { kind: 'remove', accountId },
      { accounts: [sampleAccount()] },
    );
    await press(rendered, 'Revoke first');
    expect(screen.getByRole('alertdialog', { name: 'Revoke Orders API?' })).toBeTruthy();
  });

  it('does not offer what the server cannot do', async () => {
    const account = sampleAccount({ revocationSupported: false });
    await openDialog({ kind: 'remove', accountId }, { accounts: [account] });
    expect(screen.queryByRole('button', { name: 'Revoke first' })).toBeNull();
  });

  it('says of a revoked account that only the row goes', async () => {
    const grant = { status: 'revoked', at: 1, outcomes: [] } as const;
    const account = sampleAccount({ grant, accessTokenHeld: false, refreshTokenHeld: false });
    await openDialog({ kind: 'remove', accountId }, { accounts: [account] });
    const { textContent } = screen.getByRole('alertdialog');
    expect(textContent).toContain('only takes it off this list');
    expect(textContent).not.toContain('stays valid');
  });
});

describe('edit', () => {
  it('sends what may change and leaves the stored secret alone', async () => {
    const account = sampleAccount({ clientSecretSet: true });
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [account] });
    const label = screen.getByRole('textbox', { name: 'Label' });
    await rendered.user.clear(label);
    await rendered.user.type(label, 'Orders 2');
    await press(rendered, 'Save');
    const [call] = rendered.main.callsOf('account.edit');
    expect(call).toMatchObject({ accountId, edit: { label: 'Orders 2', tags: ['payments'] } });
    expect(call?.edit).not.toHaveProperty('clientSecret');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('shows the secret as set, never its value, and replaces or erases it on saving', async () => {
    const account = sampleAccount({ clientSecretSet: true });
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [account] });
    expect(screen.getByText('Set. It is in the keychain and is not shown.')).toBeTruthy();
    await press(rendered, 'Replace');
    const box = screen.getByLabelText('New client secret') as HTMLInputElement;
    expect([box.type, box.value]).toEqual(['password', '']);
    await rendered.user.type(box, 'n3w');
    await press(rendered, 'Save');
    expect(rendered.main.callsOf('account.edit')[0]?.edit.clientSecret).toBe('n3w');
  });

  it('chooses when the account is refreshed by itself', async () => {
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [sampleAccount()] });
    await press(rendered, /Automatic refresh/);
    await rendered.user.click(screen.getByRole('option', { name: 'Only while in use' }));
    await press(rendered, 'Save');
    expect(rendered.main.callsOf('account.edit')[0]?.edit.automaticRefresh).toBe('in_use');
  });

  it('takes a minimum time left and a limit without use, and says what is wrong with them', async () => {
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [sampleAccount()] });
    await press(rendered, 'Advanced');
    const least = screen.getByRole('textbox', { name: 'Minimum minutes left (empty: as usual)' });
    const unused = screen.getByRole('textbox', { name: 'Hours of inactivity (empty: any)' });
    await rendered.user.type(least, '45');
    await rendered.user.type(unused, 'a week');
    await press(rendered, 'Save');
    expect(screen.getByText('A whole number of hours from 1 to 87600, or empty.')).toBeTruthy();
    expect(rendered.main.callsOf('account.edit')).toEqual([]);
    await rendered.user.clear(unused);
    await rendered.user.type(unused, '168');
    await press(rendered, 'Save');
    expect(rendered.main.callsOf('account.edit')[0]?.edit).toMatchObject({
      minimumLeftSeconds: 2700,
      refreshInactivityHours: 168,
    });
  });

  it('erases the secret only on saving', async () => {
    const account = sampleAccount({ clientSecretSet: true });
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [account] });
    await press(rendered, 'Erase');
    expect(rendered.main.calls).toEqual([]);
    await press(rendered, 'Save');
    expect(rendered.main.callsOf('account.edit')[0]?.edit.clientSecret).toBeNull();
  });

  it('does not save an empty secret as a new one', async () => {
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [sampleAccount()] });
    await press(rendered, 'Set');
    await press(rendered, 'Save');
    expect(rendered.main.callsOf('account.edit')).toEqual([]);
    expect(document.activeElement).toBe(screen.getByLabelText('New client secret'));
  });

  it('shows issuer and client ID read-only with the reason', async () => {
    await openDialog({ kind: 'edit', accountId }, { accounts: [sampleAccount()] });
    const fixed = screen.getByRole('region', { name: 'Cannot be changed' });
    expect(within(fixed).getByText('https://id.acme.example/realms/prod')).toBeTruthy();
    expect(within(fixed).queryByRole('textbox')).toBeNull();
    expect(fixed.textContent).toContain('Tokens and the client secret go only to the server');
  });

  it('keeps what was typed when main refuses, and asks before discarding it', async () => {
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [sampleAccount()] });
    rendered.main.answer('account.edit', () => failed('account_busy'));
    const scopes = screen.getByRole('textbox', { name: 'Scopes' }) as HTMLInputElement;
    await rendered.user.type(scopes, ' extra');
    await press(rendered, 'Save');
    expect(await screen.findByText('This account is busy')).toBeTruthy();
    expect(scopes.value).toBe('openid orders:read extra');
    await press(rendered, 'Cancel');
    await press(rendered, 'Discard');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('closes when the account goes away', async () => {
    const rendered = await openDialog({ kind: 'edit', accountId }, { accounts: [sampleAccount()] });
    rendered.push({ removedAccountIds: [accountId] });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('settings', () => {
  it('applies each choice at once, never for the clipboard included', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    await press(rendered, /Clear the clipboard after/);
    await rendered.user.click(screen.getByRole('option', { name: 'Never' }));
    await press(rendered, /Theme/);
    await rendered.user.click(screen.getByRole('option', { name: 'Dark' }));
    expect(rendered.main.calls).toEqual([
      { name: 'settings.update', params: { clipboardClearSeconds: null } },
      { name: 'settings.update', params: { theme: 'dark' } },
    ]);
  });

  it('offers at most 20 minutes left on copy, and keeps a value set elsewhere choosable', async () => {
    const settings = { ...defaultSettings, clipboardClearSeconds: 45, minimumLeftSeconds: 0 };
    const rendered = await openDialog({ kind: 'settings' }, { settings });
    expect(screen.getByRole('button', { name: /45 seconds/ })).toBeTruthy();
    await press(rendered, /Refresh before copying/);
    const names = screen.getAllByRole('option').map((option) => option.textContent);
    expect(names.at(-2)).toBe('20 minutes');
    await rendered.user.click(screen.getByRole('option', { name: '20 minutes' }));
    expect(rendered.main.callsOf('settings.update')).toEqual([{ minimumLeftSeconds: 1200 }]);
  });

  it('lets a person choose what closing the window does', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    await press(rendered, /When the window is closed/);
    const names = screen.getAllByRole('option').map((option) => option.textContent);
    expect(names).toEqual(['Ask', 'Keep running in the tray', 'Quit Tokenward']);
    await rendered.user.click(screen.getByRole('option', { name: 'Keep running in the tray' }));
    expect(rendered.main.callsOf('settings.update')).toEqual([{ whenClosed: 'keep_running' }]);
  });

  it('starts with the desktop when asked to, and says when the system refuses', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    await press(rendered, /Start with the desktop/);
    rendered.main.answer('settings.update', () => failed('login_item_refused'));
    await rendered.user.click(screen.getByRole('option', { name: 'On' }));
    expect(rendered.main.callsOf('settings.update')).toEqual([{ startAtLogin: true }]);
    expect(await screen.findByText('Starting with the desktop could not be changed')).toBeTruthy();
  });

  it('turns automatic refresh off for every account', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    await press(rendered, /Automatic refresh/);
    await rendered.user.click(screen.getByRole('option', { name: 'Off' }));
    expect(rendered.main.callsOf('settings.update')).toEqual([{ automaticRefresh: false }]);
  });

  it('shows what main took, not what was asked', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    rendered.main.answer('settings.update', () => failed('disk_unwritable'));
    await press(rendered, /Theme/);
    await rendered.user.click(screen.getByRole('option', { name: 'Dark' }));
    expect(await screen.findByText('The disk cannot be written')).toBeTruthy();
    expect(screen.getByRole('button', { name: /Same as the system Theme/ })).toBeTruthy();
  });
});

it('speaks Chinese in every dialog', async () => {
  const rendered = await openDialog(
    { kind: 'add' },
    { language: 'zh-CN', accounts: [sampleAccount()] },
  );
  rendered.main.answer('account.revoke_preview', () => ok(makePreview({ host: null, asks: [] })));
  expect(screen.getByRole('dialog', { name: '添加账户' })).toBeTruthy();
  act(() =>
    rendered.ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke', accountId } }),
  );
  expect(await screen.findByRole('alertdialog', { name: '撤销 Orders API？' })).toBeTruthy();
  expect(await screen.findByText(/此服务器不提供撤销/)).toBeTruthy();
});
