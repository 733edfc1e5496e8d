// Waiting for the browser: every way on, every way out, the questions afterwards, and how it ends.
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowView } from '../../../../shared/snapshot.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { sampleAccount, sampleFlow } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const account = sampleAccount({
  grant: { status: 'none' },
  accessTokenHeld: false,
  refreshTokenHeld: false,
});
const waitOn = (change: Partial<FlowView> = {}): Promise<RenderedWindow> =>
  openDialog(
    { kind: 'waiting', flowId: 'flow-0001' },
    { accounts: [account], flows: [sampleFlow(change)] },
  );
const press = ({ user }: RenderedWindow, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));
const toastTitles = ({ services }: RenderedWindow): readonly string[] =>
  services.toasts.list().map((toast) => toast.title);

afterEach(() => {
  vi.useRealTimers();
});

describe('while the browser is open', () => {
  it('says where, for what environment, and with which redirect URI', async () => {
    await waitOn();
    expect(screen.getByRole('heading', { name: 'Finish signing in in your browser' })).toBeTruthy();
    expect(screen.getByText('id.acme.example')).toBeTruthy();
    expect(screen.getByText('Production')).toBeTruthy();
    expect(screen.getByText('http://127.0.0.1:40123/callback')).toBeTruthy();
  });

  it.each([
    ['Copy link', 'flow.copy_link'],
    ['Open again', 'flow.open_again'],
    ['Choose another user', 'flow.choose_another_user'],
    ['Cancel', 'flow.cancel'],
  ] as const)('%s asks main by the flow’s name, never with a URL', async (name, request) => {
    const rendered = await waitOn();
    await press(rendered, name);
    expect(rendered.main.calls).toEqual([{ name: request, params: { flowId: 'flow-0001' } }]);
  });

  it('B-08 counts the time limit down by the window’s clock', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: 1_700_000_000_000 });
    await waitOn({ expiresAt: 1_700_000_000_000 + 300_000 });
    const before = screen.getByRole('timer').textContent;
    act(() => vi.advanceTimersByTime(61_000));
    expect(before).toMatch(/^(5m 00s|4m 59s)$/);
    expect(screen.getByRole('timer').textContent).toMatch(/^3m 5[789]s$/);
  });

  it('B-12 says that no browser opened and points at Copy link', async () => {
    await waitOn({ browserOpened: false });
    expect(screen.getByRole('alert').textContent).toContain('Use Copy link');
  });

  it('B-11 hands a pasted address to main and keeps it there when it is refused', async () => {
    const rendered = await waitOn();
    rendered.main.answer('flow.paste_address', () => failed('state_mismatch'));
    const box = screen.getByRole('textbox', { name: 'Paste the address you landed on' });
    await rendered.user.click(box);
    await rendered.user.paste('http://127.0.0.1:40123/callback?code=c');
    await press(rendered, 'Finish');
    expect(await screen.findByText('This answer belongs to another sign-in')).toBeTruthy();
    expect((box as HTMLInputElement).value).toBe('http://127.0.0.1:40123/callback?code=c');
    rendered.main.answer('flow.paste_address', () => ok(null));
    await press(rendered, 'Finish');
    await waitFor(() => expect((box as HTMLInputElement).value).toBe(''));
    expect(rendered.main.callsOf('flow.paste_address')[0]).toEqual({
      flowId: 'flow-0001',
      address: 'http://127.0.0.1:40123/callback?code=c',
    });
  });

  it('leaves the sign-in waiting when it is closed', async () => {
    const rendered = await waitOn();
    await rendered.user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(rendered.main.calls).toEqual([]);
  });

  it('waits for the first news of a sign-in that was only just started', async () => {
    const rendered = await openDialog({ kind: 'waiting', flowId: 'flow-0001' });
    expect(screen.getByText('Asking the server where to sign in…')).toBeTruthy();
    rendered.push({ flows: [sampleFlow()] });
    expect(screen.getByRole('button', { name: 'Copy link' })).toBeTruthy();
  });
});

describe('at the end', () => {
  it('closes with a toast and lets main forget it', async () => {
    const rendered = await waitOn();
    rendered.push({ flows: [sampleFlow({ status: 'done' })] });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(toastTitles(rendered)).toEqual(['Signed in: Orders API']);
    expect(rendered.main.calls).toEqual([
      { name: 'flow.dismiss', params: { flowId: 'flow-0001' } },
    ]);
  });

  it('tells it also when the dialog was closed meanwhile, once', async () => {
    const rendered = await waitOn();
    await rendered.user.keyboard('{Escape}');
    rendered.push({ flows: [sampleFlow({ status: 'done' })] });
    rendered.push({ flows: [sampleFlow({ status: 'done' })] });
    expect(toastTitles(rendered)).toEqual(['Signed in: Orders API']);
    expect(rendered.main.callsOf('flow.dismiss')).toHaveLength(1);
  });

  it('keeps what was typed after Cancel, for the next try', async () => {
    const rendered = await waitOn();
    await press(rendered, 'Cancel');
    rendered.push({
      flows: [sampleFlow({ status: 'cancelled' })],
      removedAccountIds: [account.accountId],
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    rendered.push({ flows: [] });
    act(() => rendered.ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'add' } }));
    expect((screen.getByLabelText('Client ID') as HTMLInputElement).value).toBe('tokenward');
  });
});

describe('when it failed', () => {
  const failure = {
    code: 'access_denied',
    details: { oauthError: 'access_denied', description: '<b>no</b>' },
  } as const;

  it('says why in plain words, and what the server said as text', async () => {
    await waitOn({ status: 'failed', error: failure });
    expect(screen.getByText('Access was not granted')).toBeTruthy();
    expect(screen.getByText('The server said: access_denied · <b>no</b>')).toBeTruthy();
    expect(screen.getByText('Next step: Try again')).toBeTruthy();
  });

  it('T-03 says by how much a wrong clock is off, which way, and what to do', async () => {
    const day = 86_400_000;
    const wrong = (clockAheadMs: number) =>
      ({ code: 'clock_wrong', details: { reason: 'exp', clockAheadMs } }) as const;
    const rendered = await waitOn({ status: 'failed', error: wrong(day + 3_600_000) });
    const ahead = 'This computer’s clock is 1 day, 1 hour ahead of the server’s.';
    expect(screen.getByText(ahead, { exact: false })).toBeTruthy();
    expect(screen.getByText('Next step: Set the clock, then try again')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    rendered.push({ flows: [sampleFlow({ status: 'failed', error: wrong(-360_000) })] });
    const behind = 'This computer’s clock is 6 minutes behind the server’s.';
    expect(screen.getByText(behind, { exact: false })).toBeTruthy();
  });

  it('tries again with what main has stored, and dismisses the failure once that has got further', async () => {
    const rendered = await waitOn({ status: 'failed', error: failure });
    rendered.main.answer('flow.reauthorize', () => ok({ flowId: 'flow-0002' }));
    await press(rendered, 'Try again');
    const before = sampleFlow({ status: 'failed', error: failure });
    const after = sampleFlow({ flowId: 'flow-0002', status: 'discovering' });
    rendered.push({ flows: [before, after] });
    expect(rendered.main.callsOf('flow.dismiss')).toEqual([]);
    rendered.push({ flows: [before, { ...after, status: 'awaiting_browser' }] });
    expect(rendered.main.callsOf('flow.dismiss')).toEqual([{ flowId: 'flow-0001' }]);
    expect(screen.getByRole('button', { name: 'Copy link' })).toBeTruthy();
  });

  it('dismisses it on closing and keeps what was typed', async () => {
    const rendered = await waitOn({ status: 'failed', error: failure });
    await rendered.user.keyboard('{Escape}');
    expect(rendered.main.callsOf('flow.dismiss')).toEqual([{ flowId: 'flow-0001' }]);
    act(() => rendered.ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'add' } }));
    expect((screen.getByLabelText('Client ID') as HTMLInputElement).value).toBe('tokenward');
  });

  it('offers to edit an account that was signed in before', async () => {
    const live = sampleAccount();
    const rendered = await openDialog(
      { kind: 'waiting', flowId: 'flow-0001' },
      {
        accounts: [live],
        flows: [sampleFlow({ kind: 'reauthorize', status: 'failed', error: failure })],
      },
    );
    await press(rendered, 'Edit account');
    expect(screen.getByRole('dialog', { name: 'Edit Orders API' })).toBeTruthy();
  });
});

describe('a question afterwards', () => {
  const differs = {
    kind: 'subject_differs',
    before: 'wei',
    after: 'mara',
    newAccountId: 'account-0002',
  } as const;

  it.each([
    ['Keep as its own account', 'keep', 'Kept as its own account: mara'],
    ['Revoke the new ones', 'revoke', 'The server was asked to end the new tokens of mara'],
  ] as const)('about another user: %s', async (name, choice, toast) => {
    const rendered = await waitOn({ status: 'done', question: differs });
    expect(screen.getByRole('dialog', { name: 'You signed in as somebody else' })).toBeTruthy();
    await press(rendered, name);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(rendered.main.calls).toEqual([
      { name: 'flow.decide', params: { flowId: 'flow-0001', choice } },
      { name: 'flow.dismiss', params: { flowId: 'flow-0001' } },
    ]);
    expect(toastTitles(rendered)).toEqual([toast]);
  });

  it.each([
    ['Keep both', 'keep'],
    ['Replace the older one', 'replace'],
  ] as const)('B-10 about a duplicate: %s', async (name, choice) => {
    const question = { kind: 'duplicate', who: 'wei', otherAccountId: 'account-0001' } as const;
    const rendered = await waitOn({ status: 'done', question });
    expect(screen.getByText(/“Orders API” holds tokens/)).toBeTruthy();
    await press(rendered, name);
    expect(rendered.main.callsOf('flow.decide')).toEqual([{ flowId: 'flow-0001', choice }]);
  });

  it('stays with its words when main could not do it', async () => {
    const rendered = await waitOn({ status: 'done', question: differs });
    rendered.main.answer('flow.decide', () => failed('revocation_incomplete'));
    await press(rendered, 'Revoke the new ones');
    expect(await screen.findByText('Not every token was revoked')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Keep as its own account' })).toBeTruthy();
  });

  it('opens by itself when no dialog is open, and is asked only once', async () => {
    const rendered = await waitOn();
    await rendered.user.keyboard('{Escape}');
    rendered.push({ flows: [sampleFlow({ status: 'done', question: differs })] });
    expect(await screen.findByRole('dialog')).toBeTruthy();
    await rendered.user.keyboard('{Escape}');
    rendered.push({ flows: [sampleFlow({ status: 'done', question: differs })] });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
