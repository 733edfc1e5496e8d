/** Brings a run on screen that was taken up again after a reload or a restart, and tells the end of one nobody watches. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';
import { useApp } from '../use-snapshot.ts';

/** Opens each run at most once, and never over another dialog. */
export function useRunWatch(): void {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const { run } = useApp();
  const { state, dispatch } = useUi();
  const seen = useRef<{ runId: string; isOver: boolean } | null>(null);
  const { dialog } = state;
  useEffect(() => {
    const before = seen.current;
    if (run === null) {
      seen.current = null;
      return;
    }
    const { runId } = run;
    const isOver = run.finishedAt !== null;
    const isNew = before?.runId !== runId;
    if (isNew && !isOver && dialog === null) {
      dispatch({ type: 'dialog_opened', dialog: { kind: 'run', runId } });
    }
    const hasEnded = !isNew && isOver && before?.isOver === false;
    if (hasEnded && dialog?.kind !== 'run') {
      const title = t('runs.status.endedTitle', { count: run.accounts.length });
      const show = () => dispatch({ type: 'dialog_opened', dialog: { kind: 'run', runId } });
      toasts.show({
        tone: 'info',
        title,
        action: { label: t('runs.menu.show'), run: show },
        topic: 'run',
      });
    }
    seen.current = { runId, isOver };
  }, [run, dialog, dispatch, toasts, t]);
}
