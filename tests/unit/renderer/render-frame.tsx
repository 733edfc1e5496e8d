/** Renders the whole frame, without dialogs, over a fake main process. */
import { screen } from '@testing-library/react';
import { ActionsProvider } from '../../../renderer/actions-context.tsx';
import { Announcer } from '../../../renderer/shell/announcer.tsx';
import { Frame } from '../../../renderer/shell/frame.tsx';
import { ToastRegion } from '../../../renderer/toasts/toast-region.tsx';
import type { AppSnapshot } from '../../../shared/snapshot.ts';
import { type RenderedWindow, renderWindow } from '../../fixtures/render-window.tsx';

// The simulated page has no layout, and a virtualised list without height shows no row.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 780 },
  clientWidth: { configurable: true, get: () => 1240 },
});

/** Resolves when the snapshot is on screen. */
export async function renderFrame(snapshot: Partial<AppSnapshot> = {}): Promise<RenderedWindow> {
  return await renderWindow(
    <ActionsProvider>
      <Frame />
      <Announcer />
      <ToastRegion />
    </ActionsProvider>,
    snapshot,
  );
}

/** The row of an account, by its label. */
export function rowOf(label: string): HTMLElement {
  return screen.getByRole('row', { name: label });
}
