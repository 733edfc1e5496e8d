/** Many rows at once: selected with the usual keys, or taken as the filter shows them, and led to one question. */
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sampleRun, sampleRunAccount } from '../../../fixtures/sample-run.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { renderFrame, rowOf } from '../render-frame.tsx';

const accounts = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((label) =>
  sampleAccount({ accountId: `id-${label.toLowerCase()}`, label }),
);
const take = async ({ user }: Awaited<ReturnType<typeof renderFrame>>, item: string) => {
  await user.click(screen.getByRole('button', { name: 'Many at once' }));
  await user.click(screen.getByRole('menuitem', { name: item }));
};

it('selects with Ctrl and Shift, says how many, and leads them to the question', async () => {
  const { user, ui } = await renderFrame({ accounts });
  await user.click(rowOf('Alpha'));
  expect(screen.queryByRole('region', { name: 'Selected accounts' })).toBeNull();
  await user.keyboard('{Control>}');
  await user.click(rowOf('Gamma'));
  await user.keyboard('{/Control}');
  expect(screen.getByText('2 selected')).toBeTruthy();
  expect(ui().state.selectedAccountId).toBe('id-gamma');
  await user.click(screen.getByRole('button', { name: 'Revoke selected…' }));
  expect(ui().state.dialog).toEqual({
    kind: 'revoke_many',
    accountIds: ['id-alpha', 'id-gamma'],
  });
});

it('selects by keyboard alone: Shift with the arrows, all at once, and one again by Escape', async () => {
  const { user, ui } = await renderFrame({ accounts });
  act(() => rowOf('Alpha').focus());
  await user.keyboard(' {Shift>}{ArrowDown}{/Shift}');
  expect(ui().state.marked).toEqual(['id-alpha', 'id-beta']);
  await user.keyboard('{Control>}a{/Control}');
  expect(ui().state.marked).toHaveLength(4);
  await user.keyboard('{Delete}');
  expect(ui().state.dialog?.kind).toBe('revoke_many');
  act(() => ui().dispatch({ type: 'dialog_closed' }));
  await user.keyboard('{Escape}');
  expect(ui().state.marked).toEqual([]);
});

it('takes what the search shows, and a selection does not outlive its filter', async () => {
  const rendered = await renderFrame({ accounts });
  act(() =>
    rendered.ui().dispatch({
      type: 'rows_selected',
      accountIds: ['id-alpha', 'id-gamma'],
      lead: 'id-alpha',
    }),
  );
  await rendered.user.type(screen.getByRole('searchbox'), 'ta');
  expect(rendered.ui().state.marked).toEqual([]);
  await take(rendered, 'Revoke all shown (2)…');
  expect(rendered.ui().state.dialog).toEqual({
    kind: 'revoke_many',
    accountIds: ['id-beta', 'id-delta'],
  });
});

it('opens a panic from the menu of the window and from that of the app', async () => {
  const rendered = await renderFrame({ accounts });
  await take(rendered, 'Panic…');
  expect(rendered.ui().state.dialog).toEqual({ kind: 'panic' });
  act(() => rendered.ui().dispatch({ type: 'dialog_closed' }));
  act(() => rendered.main.emit('menu.chosen', 'panic'));
  expect(rendered.ui().state.dialog).toEqual({ kind: 'panic' });
});

it('leads a panic to the revocation that already runs, as the status bar does', async () => {
  const run = sampleRun({ accounts: [sampleRunAccount({ state: 'done', verdict: 'accepted' })] });
  const rendered = await renderFrame({ accounts, run });
  await take(rendered, 'Panic…');
  expect(rendered.ui().state.dialog).toEqual({ kind: 'run', runId: 'run-0001' });
  act(() => rendered.ui().dispatch({ type: 'dialog_closed' }));
  await rendered.user.click(screen.getByRole('button', { name: 'Revoking: 1 of 1' }));
  expect(rendered.ui().state.dialog).toEqual({ kind: 'run', runId: 'run-0001' });
});
