/** Opens one dialog over a fake main process. */
import { act } from '@testing-library/react';
import { ActionsProvider } from '../../../../renderer/actions-context.tsx';
import { Dialogs } from '../../../../renderer/dialogs/dialogs.tsx';
import type { DialogState } from '../../../../renderer/ui-state.tsx';
import type { AppSnapshot } from '../../../../shared/snapshot.ts';
import { type RenderedWindow, renderWindow } from '../../../fixtures/render-window.tsx';

/** Resolves when the dialog is on screen. */
export async function openDialog(
  dialog: NonNullable<DialogState>,
  snapshot: Partial<AppSnapshot> = {},
): Promise<RenderedWindow> {
  const rendered = await renderWindow(
    <ActionsProvider>
      <Dialogs />
    </ActionsProvider>,
    snapshot,
  );
  act(() => rendered.ui().dispatch({ type: 'dialog_opened', dialog }));
  return rendered;
}
