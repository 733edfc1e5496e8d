/** Opens the panic dialog, or what already runs: one revocation of many at a time. */
import { useCallback } from 'react';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';

export function useOpenPanic(): () => void {
  const { store } = useServices();
  const { dispatch } = useUi();
  return useCallback(() => {
    const run = store.app()?.run ?? null;
    const isRunning = run !== null && run.finishedAt === null;
    const dialog = isRunning
      ? ({ kind: 'run', runId: run.runId } as const)
      : { kind: 'panic' as const };
    dispatch({ type: 'dialog_opened', dialog });
  }, [store, dispatch]);
}
