/** The question before many are revoked: whom it is about, and no way past the confirmation by a slip of the hand. */
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { sampleAccount, sampleDefinition } from '../../../fixtures/sample-views.ts';
import { openDialog } from '../dialogs/open-dialog.tsx';

type Change = Parameters<typeof sampleAccount>[0];
const account = (index: number, change: Change = {}) =>
  sampleAccount({
    accountId: `account-${index}`,
    definition: { ...sampleDefinition, label: `Service ${index}`, environment: 'staging' },
    ...change,
  });
const many = (count: number) => Array.from({ length: count }, (_, index) => account(index + 1));
const production = account(9, { definition: { ...sampleDefinition, label: 'Shop' } });

const openMany = async (accounts: readonly ReturnType<typeof account>[]) => {
  const accountIds = accounts.map((it) => it.accountId);
  const rendered = await openDialog({ kind: 'revoke_many', accountIds }, { accounts });
  rendered.main.answer('run.start', () => ok({ runId: 'run-0001' }));
  return rendered;
};
const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const hold = (): HTMLElement => button('Hold for one second to revoke');
const started = ({ main }: Awaited<ReturnType<typeof openMany>>) =>
  main.callsOf('run.start').map((it) => it.confirmation);

describe('revoking a few accounts of no production', () => {
  it('takes one click, with the focus on Cancel, and shows the progress next', async () => {
    const rendered = await openMany(many(3));
    expect(screen.getByRole('alertdialog', { name: 'Revoke 3 accounts?' })).toBeTruthy();
    expect(document.activeElement).toBe(button('Cancel'));
    await rendered.user.click(button('Revoke 3 accounts'));
    expect(rendered.main.callsOf('run.start')).toEqual([
      {
        kind: 'selected',
        accountIds: ['account-1', 'account-2', 'account-3'],
        confirmation: { kind: 'none' },
      },
    ]);
    await waitFor(() =>
      expect(rendered.ui().state.dialog).toEqual({ kind: 'run', runId: 'run-0001' }),
    );
  });

  it('gives the selection up once it has begun, and not before', async () => {
    const rendered = await openMany(many(2));
    const accountIds = ['account-1', 'account-2'];
    act(() => rendered.ui().dispatch({ type: 'rows_selected', accountIds, lead: 'account-2' }));
    rendered.main.answer('run.start', () => failed('run_active'));
    await rendered.user.click(button('Revoke 2 accounts'));
    expect(rendered.ui().state.marked).toEqual(accountIds);
    rendered.main.answer('run.start', () => ok({ runId: 'run-0001' }));
    await rendered.user.click(button('Revoke 2 accounts'));
    await waitFor(() => expect(rendered.ui().state.dialog?.kind).toBe('run'));
    expect(rendered.ui().state).toMatchObject({ marked: [], selectedAccountId: 'account-2' });
  });

  it('names the servers, who cannot be revoked from here, and how many hold nothing', async () => {
    await openMany([
      account(1),
      account(2, { revocationSupported: false, server: 'https://git.example' }),
      account(3, { accessTokenHeld: false, refreshTokenHeld: false }),
    ]);
    const { textContent } = screen.getByRole('alertdialog', { name: 'Revoke 2 accounts?' });
    expect(textContent).toContain('id.acme.example (1), git.example (1)');
    expect(textContent).toContain('Service 2 Their servers offer no revocation.');
    expect(textContent).toContain('1 more holds no token');
  });

  it('offers nothing to press where nothing can be ended', async () => {
    await openMany([account(1, { accessTokenHeld: false, refreshTokenHeld: false })]);
    expect(screen.getAllByRole('button').map((it) => it.textContent)).toEqual(['Cancel']);
  });
});

describe('revoking more than five, or one of production', () => {
  it.each([
    ['six accounts', many(6), 'Revoke 6 accounts', '6'],
    ['one of production', [production], 'Revoke 1 account', '1'],
  ])('asks to type the number: %s', async (_title, accounts, name, count) => {
    const rendered = await openMany(accounts);
    await rendered.user.click(button(name));
    await rendered.user.type(screen.getByRole('textbox'), '7{Enter}');
    await rendered.user.click(button(name));
    expect(started(rendered)).toEqual([]);
    await rendered.user.clear(screen.getByRole('textbox'));
    await rendered.user.type(screen.getByRole('textbox'), count);
    await rendered.user.click(button(name));
    expect(started(rendered)).toEqual([{ kind: 'typed', count: Number(count) }]);
  });

  it('says that nothing was revoked where the native question was declined', async () => {
    const rendered = await openMany([production]);
    rendered.main.answer('run.start', () => failed('run_unconfirmed'));
    await rendered.user.type(screen.getByRole('textbox'), '1');
    await rendered.user.click(button('Revoke 1 account'));
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was revoked');
  });
});

describe('the emergency button', () => {
  const holdFor = async (ms: number, press: (element: HTMLElement) => () => void) => {
    const rendered = await openMany(many(8));
    vi.useFakeTimers();
    const release = press(hold());
    await act(() => vi.advanceTimersByTimeAsync(ms));
    release();
    vi.useRealTimers();
    return rendered;
  };
  const byKey = (key: string) => (element: HTMLElement) => {
    fireEvent.keyDown(element, { key });
    return () => fireEvent.keyUp(document, { key });
  };
  const byMouse = (element: HTMLElement) => {
    fireEvent.pointerDown(element, { button: 0, pointerType: 'mouse', pointerId: 1 });
    return () => fireEvent.pointerUp(document, { button: 0, pointerType: 'mouse', pointerId: 1 });
  };
  const ways = [
    ['the pointer', byMouse],
    ['Space', byKey(' ')],
    ['Enter', byKey('Enter')],
  ] as const;

  it.each(ways)('revokes once it was held down for a second by %s', async (_name, way) => {
    const rendered = await holdFor(1000, way);
    expect(started(rendered)).toEqual([{ kind: 'held' }]);
  });

  it.each(ways)('revokes nothing when let go too early by %s, and says so', async (_name, way) => {
    const rendered = await holdFor(900, way);
    expect(screen.getByRole('status').textContent).toContain('Let go too early');
    expect(started(rendered)).toEqual([]);
  });

  it('says while it is held what it waits for', async () => {
    await openMany(many(8));
    fireEvent.keyDown(hold(), { key: ' ' });
    expect(screen.getByRole('status').textContent).toBe('Keep holding…');
  });

  it('revokes nothing when the dialog is closed while it is held', async () => {
    const rendered = await openMany(many(8));
    vi.useFakeTimers();
    fireEvent.keyDown(hold(), { key: ' ' });
    act(() => rendered.ui().dispatch({ type: 'dialog_closed' }));
    await act(() => vi.advanceTimersByTimeAsync(2000));
    vi.useRealTimers();
    expect(started(rendered)).toEqual([]);
  });
});

it('begins a panic with everything, and narrows it to an environment', async () => {
  const rendered = await openDialog({ kind: 'panic' }, { accounts: [...many(2), production] });
  rendered.main.answer('run.start', () => ok({ runId: 'run-0001' }));
  expect(screen.getByRole('alertdialog', { name: 'Panic: revoke 3 accounts?' })).toBeTruthy();
  await rendered.user.click(screen.getByRole('button', { name: /What to revoke/ }));
  await rendered.user.click(screen.getByRole('option', { name: 'Environment: Staging (2)' }));
  await rendered.user.click(button('Revoke 2 accounts'));
  expect(rendered.main.callsOf('run.start')).toEqual([
    { kind: 'panic', accountIds: ['account-1', 'account-2'], confirmation: { kind: 'none' } },
  ]);
});
