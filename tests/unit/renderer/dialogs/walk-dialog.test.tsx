/** Signing in everybody who needs it: the head's button, the dialog from one to the next, and the summary at the end. */
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ActionsProvider } from '../../../../renderer/actions-context.tsx';
import { Dialogs } from '../../../../renderer/dialogs/dialogs.tsx';
import { Frame } from '../../../../renderer/shell/frame.tsx';
import type { AccountView } from '../../../../shared/account-view.ts';
import type { FlowView } from '../../../../shared/snapshot.ts';
import { ok } from '../../../fixtures/fake-bridge.ts';
import { type RenderedWindow, renderWindow } from '../../../fixtures/render-window.tsx';
import { sampleAccount, sampleFlow } from '../../../fixtures/sample-views.ts';
import { rowOf } from '../render-frame.tsx';

const refused = {
  grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
} as const;
const account = (label: string, change: Partial<AccountView> = refused): AccountView =>
  sampleAccount({ accountId: `account-${label}`, label, ...change });

/** The window with its dialogs; main begins each sign-in at once and forgets what is cancelled. */
async function openWindow(accounts: readonly AccountView[]) {
  const rendered = await renderWindow(
    <ActionsProvider>
      <Frame />
      <Dialogs />
    </ActionsProvider>,
    { accounts },
  );
  let flows: readonly FlowView[] = [];
  const tell = (next: readonly FlowView[]): void => {
    flows = next;
    act(() => rendered.main.push({ flows }));
  };
  rendered.main.answer('flow.reauthorize', ({ accountId }) => {
    const label = accountId.replace('account-', '');
    tell([
      ...flows,
      sampleFlow({ flowId: `flow-${label}`, kind: 'reauthorize', accountId, label }),
    ]);
    return ok({ flowId: `flow-${label}` });
  });
  rendered.main.answer('flow.cancel', ({ flowId }) => {
    tell(flows.filter((it) => it.flowId !== flowId));
    return ok(null);
  });
  const end = (label: string, to: Partial<FlowView>): void =>
    tell(flows.map((it) => (it.label === label ? { ...it, ...to } : it)));
  const finish = (label: string): void => {
    act(() => rendered.main.push({ upsertedAccounts: [account(label, {})] }));
    end(label, { status: 'done' });
  };
  return { ...rendered, end, finish };
}
const press = ({ user }: Pick<RenderedWindow, 'user'>, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));
const three = [account('a'), account('b'), account('c')];
const denied = {
  status: 'failed',
  error: { code: 'access_denied', details: { oauthError: 'access_denied' } },
} as const;
const waitingFor = (label: string) => screen.findByText(label, { selector: '[role="dialog"] dd' });

describe('the head of Needs attention', () => {
  it('says how many need a person, and offers to sign in two or more', async () => {
    const { push } = await openWindow([...three, account('d', {})]);
    expect(screen.getByRole('rowheader', { name: /Needs attention/ }).textContent).toBe(
      'Needs attention3Sign in the 3 that need it',
    );
    push({ upsertedAccounts: [account('a', {}), account('b', {})] });
    expect(screen.queryByRole('button', { name: /that need it/ })).toBeNull();
  });

  it('stays true while its rows stay where they are under the pointer', async () => {
    const { user, push } = await openWindow(three);
    await user.hover(rowOf('a'));
    push({ upsertedAccounts: [account('a', {})] });
    expect(screen.getByRole('button', { name: 'Sign in the 2 that need it' })).toBeTruthy();
    push({ upsertedAccounts: [account('b', {}), account('c', {})] });
    expect(rowOf('a')).toBeTruthy();
    expect(screen.getByRole('rowheader').textContent).toBe('Nothing here needs attention any more');
  });

  it('is reached by the arrows from the first row, and left by them', async () => {
    const { user } = await openWindow(three);
    act(() => rowOf('a').focus());
    await user.keyboard('{ArrowUp}');
    const button = screen.getByRole('button', { name: 'Sign in the 3 that need it' });
    expect(document.activeElement).toBe(button);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rowOf('a'));
    await user.keyboard('{ArrowUp}{Enter}');
    expect(await screen.findByText('1 of 3')).toBeTruthy();
  });
});

describe('the walk through the sign-ins', () => {
  it('shows each in the dialog that waits, by number, and tells the end in one line with the reasons', async () => {
    const it = await openWindow(three);
    await press(it, 'Sign in the 3 that need it');
    await waitingFor('a');
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('1 of 3')).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'Cancel' })).toBeNull();
    it.finish('a');
    await waitingFor('b');
    expect(screen.getByText('2 of 3')).toBeTruthy();
    await press(it, 'Skip');
    await waitingFor('c');
    it.end('c', denied);
    expect(await screen.findByText('1 signed in, 1 skipped, 1 failed')).toBeTruthy();
    const items = within(screen.getByRole('dialog'))
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(items).toEqual(['bSkipped', 'cAccess was not granted · access_denied']);
    await press(it, 'Try again');
    await waitingFor('b');
    expect(screen.getByText('1 of 2')).toBeTruthy();
  });

  it('gets an account without a user its token in the same walk', async () => {
    const it = await openWindow(three);
    await press(it, 'Sign in the 3 that need it');
    await waitingFor('a');
    it.end('a', { grantType: 'client_credentials', status: 'exchanging' });
    const dialog = within(screen.getByRole('dialog', { name: 'Getting the token' }));
    expect(dialog.getByText('1 of 3')).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Skip' })).toBeTruthy();
    it.finish('a');
    await waitingFor('b');
  });

  it('says in passing that all went well, once and not for each', async () => {
    const it = await openWindow([account('a'), account('b')]);
    await press(it, 'Sign in the 2 that need it');
    await waitingFor('a');
    it.finish('a');
    await waitingFor('b');
    it.finish('b');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(it.services.toasts.list().map((toast) => toast.title)).toEqual(['2 signed in']);
  });

  it('stops where a person stops it and says what was not tried', async () => {
    const it = await openWindow(three);
    await press(it, 'Sign in the 3 that need it');
    await waitingFor('a');
    it.finish('a');
    await waitingFor('b');
    await press(it, 'Stop');
    expect(await screen.findByText('1 signed in, 2 not tried')).toBeTruthy();
    await press(it, 'Close');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(it.services.walk.state()).toBeNull();
  });

  it('is over when its dialog is closed, and the sign-in waits on with a way back to it', async () => {
    const it = await openWindow(three);
    await press(it, 'Sign in the 3 that need it');
    await waitingFor('a');
    await it.user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(it.main.callsOf('flow.cancel')).toEqual([]);
    expect(screen.getByText('Waiting for you to sign in a in your browser')).toBeTruthy();
    it.finish('a');
    expect(it.main.callsOf('flow.reauthorize')).toHaveLength(1);
  });
});

describe('the menu’s command', () => {
  it('begins with everybody who needs it, whatever the list is filtered by', async () => {
    const it = await openWindow(three);
    act(() => it.ui().dispatch({ type: 'query_changed', query: 'nothing like it' }));
    act(() => it.main.emit('menu.chosen', 'sign_in_each'));
    await waitingFor('a');
    expect(screen.getByText('1 of 3')).toBeTruthy();
  });

  it('says so where nobody needs it', async () => {
    const it = await openWindow([account('a', {})]);
    act(() => it.main.emit('menu.chosen', 'sign_in_each'));
    expect(it.services.toasts.list().map((toast) => toast.title)).toEqual([
      'No account needs sign-in.',
    ]);
  });
});
