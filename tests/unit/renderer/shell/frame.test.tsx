/** The frame: empty and filtered, keychain and network, waiting sign-ins, search, keys and what is read out. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../shared/settings.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { sampleAccount, sampleFlow } from '../../../fixtures/sample-views.ts';
import { renderFrame, rowOf } from '../render-frame.tsx';

const account = sampleAccount({ accountId: 'account-one', label: 'Orders API' });
const refusedGrant = {
  status: 'refused',
  at: 1,
  error: { code: 'grant_refused', details: {} },
} as const;
const click = (name: string) => screen.getByRole('button', { name });

describe('an empty window', () => {
  it('welcomes with a heading and the one button that helps', async () => {
    const { user, ui } = await renderFrame();
    expect(screen.getByRole('heading', { name: 'No accounts yet' })).toBeTruthy();
    const main = within(screen.getByRole('main'));
    await user.click(main.getByRole('button', { name: 'Add account' }));
    expect(ui().state.dialog).toEqual({ kind: 'add' });
  });

  it('is another thing than a search without a match, which can be cleared', async () => {
    const { user } = await renderFrame({ accounts: [account] });
    const search = screen.getByRole('searchbox', { name: 'Search accounts' });
    await user.type(search, 'zzz');
    expect(screen.getByRole('heading', { name: 'Nothing matches' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(rowOf('Orders API')).toBeTruthy();
  });
});

describe('the views', () => {
  it('carry their counts and filter the list', async () => {
    const { user } = await renderFrame({ accounts: [account] });
    await user.click(click('Needs attention, 0'));
    expect(screen.queryByRole('row', { name: 'Orders API' })).toBeNull();
    await user.click(click('Production, 1'));
    expect(rowOf('Orders API')).toBeTruthy();
    expect(click('Production, 1').getAttribute('aria-current')).toBe('true');
  });
});

describe('the status bar', () => {
  it('says when the next refresh is, and whether accounts are refreshed by themselves', async () => {
    const { push } = await renderFrame({ accounts: [account] });
    const bar = screen.getByRole('contentinfo');
    expect(bar.textContent).toContain('Automatic refresh on');
    const nextRefresh = { at: Date.now() + 190_500, monotonicAt: Number.MAX_SAFE_INTEGER };
    push({ upsertedAccounts: [{ ...account, nextRefresh }] });
    expect(bar.textContent).toMatch(/Next refresh in 3m (10|09)s/);
    const settings = { ...defaultSettings, automaticRefresh: false };
    push({ upsertedAccounts: [{ ...account, nextRefresh: null }], settings });
    expect(bar.textContent).toContain('Automatic refresh off');
  });

  it('names the next account to expire, and none that is being revoked', async () => {
    const { push } = await renderFrame({ accounts: [account] });
    const bar = screen.getByRole('contentinfo');
    expect(bar.textContent).toContain('Next to expire: Orders API');
    push({ upsertedAccounts: [{ ...account, operation: 'revoking' }] });
    expect(bar.textContent).not.toContain('Next to expire');
  });

  it('names the keychain and its state, the network, and who needs a person', async () => {
    const { push } = await renderFrame({ accounts: [account] });
    const bar = screen.getByRole('contentinfo');
    expect(bar.textContent).toContain('GNOME Keyring, unlocked');
    expect(bar.textContent).toContain('Online');
    expect(bar.textContent).toMatch(/1 account$/);
    push({
      network: { state: 'offline' },
      keychain: { name: 'KWallet', state: 'locked' },
      upsertedAccounts: [{ ...account, grant: refusedGrant }],
    });
    expect(bar.textContent).toContain('KWallet, locked');
    expect(bar.textContent).toContain('Offline');
    expect(bar.textContent).toContain('1 account, 1 needs you');
  });
});

describe('a keychain that does not answer', () => {
  it('is said once, with a way to try again, and hides no running timer', async () => {
    const { main, user } = await renderFrame({
      accounts: [account],
      keychain: { name: 'GNOME Keyring', state: 'locked' },
    });
    expect(screen.getByText('GNOME Keyring is locked')).toBeTruthy();
    expect(within(rowOf('Orders API')).getByText(/^(59m|1h)/)).toBeTruthy();
    await user.click(click('Try again'));
    expect(main.callsOf('keychain.retry')).toHaveLength(1);
  });
});

describe('a waiting sign-in', () => {
  it('can be come back to while its dialog is closed, and is not said twice while it is open', async () => {
    const { user, ui } = await renderFrame({ accounts: [account], flows: [sampleFlow()] });
    const words = 'Waiting for you to sign in Orders API in your browser';
    expect(screen.getByText(words)).toBeTruthy();
    await user.click(click('Show'));
    expect(ui().state.dialog).toEqual({ kind: 'waiting', flowId: 'flow-0001' });
    expect(screen.queryByText(words)).toBeNull();
  });
});

describe('notices', () => {
  it('name the file that was set aside and leave when dismissed', async () => {
    const { main, user } = await renderFrame({
      notices: [{ code: 'accounts_file_set_aside', fileName: 'accounts.damaged.json' }],
    });
    expect(screen.getByText(/accounts\.damaged\.json/)).toBeTruthy();
    await user.click(click('Dismiss'));
    expect(main.callsOf('notice.dismiss')).toEqual([{ code: 'accounts_file_set_aside' }]);
  });
});

describe('a damaged file that the disk kept from being set aside', () => {
  it.each([
    'accounts_file_set_aside',
    'settings_file_set_aside',
    'authorities_file_set_aside',
    'run_file_set_aside',
  ] as const)('is said to be just that: %s', async (code) => {
    await renderFrame({ notices: [{ code, fileName: null }] });
    expect(screen.getByText(/The disk did not let the damaged file be set aside\./)).toBeTruthy();
  });
});

describe('a list of a newer version', () => {
  it('D-07 can be saved elsewhere, and its banner stays until it is dismissed', async () => {
    const { main, user } = await renderFrame({
      notices: [{ code: 'newer_schema_unreadable', fileName: null }],
    });
    main.answer('account.save_copy', () => ok({ saved: true }));
    await user.click(click('Save a copy…'));
    expect(screen.getByRole('status').textContent).toContain('A copy was saved');
    main.answer('account.save_copy', () => ok({ saved: false }));
    await user.click(click('Save a copy…'));
    expect(main.callsOf('account.save_copy')).toHaveLength(2);
    expect(screen.getByText(/cannot show it/)).toBeTruthy();
  });

  it('D-07 offers no copy of a list that is this version’s own', async () => {
    await renderFrame({ notices: [{ code: 'disk_read_only', fileName: 'accounts.json' }] });
    expect(screen.queryByRole('button', { name: 'Save a copy…' })).toBeNull();
  });
});

describe('a refresh whose tokens are only in memory', () => {
  const toast = () => screen.getByRole('status').textContent;

  it('R-07 is said as it is, with the next step, and never in green', async () => {
    const { main, user } = await renderFrame({ accounts: [account] });
    main.answer('account.refresh', () => ok({ saved: false }));
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'Refresh' }));
    expect(toast()).toContain('Refreshed, not saved yet: Orders API');
    expect(toast()).toContain('do not quit');
    expect(screen.getByRole('status').innerHTML).not.toMatch(/success/);
    await user.click(click('Try again'));
    expect(main.callsOf('keychain.retry')).toHaveLength(1);
  });

  it('R-07 is counted apart in the summary of all', async () => {
    const { main, user } = await renderFrame({ accounts: [account] });
    main.answer('account.refresh_all', () =>
      ok({ refreshed: 5, unsaved: 2, needSignIn: 0, cannot: 0, failed: 0 }),
    );
    await user.click(click('Refresh all'));
    expect(toast()).toContain('5 refreshed, 2 refreshed, not saved yet');
    await user.click(click('Try again'));
    expect(main.callsOf('keychain.retry')).toHaveLength(1);
  });

  it('R-07 is said of a copy that needed it', async () => {
    const { main, user } = await renderFrame({ accounts: [account] });
    main.answer('account.copy', ({ form }) =>
      ok({
        label: 'Orders API',
        who: null,
        environment: 'none',
        form,
        clearsAfterMs: null,
        remainingMs: 3_600_000,
        refreshed: true,
        saved: false,
        warning: null,
      }),
    );
    await user.click(within(rowOf('Orders API')).getByRole('button', { name: 'Copy token' }));
    expect(toast()).toContain('Refreshed first, not saved yet');
  });
});

describe('refresh all', () => {
  it('ends in one summary', async () => {
    const { main, user } = await renderFrame({ accounts: [account] });
    main.answer('account.refresh_all', () =>
      ok({ refreshed: 57, unsaved: 0, needSignIn: 2, cannot: 1, failed: 0 }),
    );
    await user.click(click('Refresh all'));
    expect(screen.getByRole('status').textContent).toContain(
      '57 refreshed, 2 need sign-in, 1 cannot refresh',
    );
  });

  it('can be tried again when it failed', async () => {
    const { main, user } = await renderFrame({ accounts: [account] });
    main.answer('account.refresh_all', () => failed('internal'));
    await user.click(click('Refresh all'));
    await user.click(click('Try again'));
    expect(main.callsOf('account.refresh_all')).toHaveLength(2);
  });
});

describe('keys and the menu', () => {
  it('reach search, adding and settings from everywhere', async () => {
    const { user, ui, main } = await renderFrame({ accounts: [account] });
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    await user.keyboard('/');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('/');
    await user.keyboard('{Control>}n{/Control}');
    expect(ui().state.dialog).toEqual({ kind: 'add' });
    act(() => ui().dispatch({ type: 'dialog_closed' }));
    act(() => main.emit('menu.chosen', 'settings'));
    expect(ui().state.dialog).toEqual({ kind: 'settings' });
  });

  it('leave an open dialog alone', async () => {
    const { ui } = await renderFrame({ accounts: [account] });
    act(() => ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'settings' } }));
    fireEvent.keyDown(document.body, { key: 'n', ctrlKey: true });
    expect(ui().state.dialog).toEqual({ kind: 'settings' });
  });
});

describe('what is read out', () => {
  it('is the crossing of a threshold, politely, several at once as one sentence', async () => {
    const other = sampleAccount({ accountId: 'account-two', label: 'Billing API' });
    const { push } = await renderFrame({ accounts: [account, other] });
    push({
      upsertedAccounts: [account, other].map((it) => ({ ...it, grant: refusedGrant })),
    });
    await waitFor(() => expect(screen.getByText('2 accounts need sign-in.')).toBeTruthy(), {
      timeout: 3000,
    });
    const region = screen.getByText('2 accounts need sign-in.');
    expect(region.getAttribute('aria-live')).toBe('polite');
  });

  it('is never the ticking text', async () => {
    await renderFrame({ accounts: [account] });
    const ticking = within(rowOf('Orders API')).getByText(/^(59m|1h)/);
    expect(ticking.closest('[aria-live], [role="timer"], [role="status"]')).toBeNull();
  });
});
