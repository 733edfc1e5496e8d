/** The run in the status bar: how far it is, or that its result waits; the way back to it after closing. */
import { useTranslation } from 'react-i18next';
import { useUi } from '../ui-state.tsx';
import { useApp } from '../use-snapshot.ts';
import styles from './runs.module.css';

/** Nothing where there is no run. */
export function RunStatus() {
  const { t } = useTranslation();
  const { run } = useApp();
  const { dispatch } = useUi();
  if (run === null) return null;
  const done = run.accounts.filter((it) => it.state === 'done').length;
  const count = run.accounts.length;
  return (
    <button
      type="button"
      className={styles.status}
      onClick={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'run', runId: run.runId } })}
    >
      {run.finishedAt === null
        ? t('runs.status.running', { done, count })
        : t('runs.status.ended', { count })}
    </button>
  );
}
