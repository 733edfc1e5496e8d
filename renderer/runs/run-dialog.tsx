/** A revocation of many while it runs and when it has ended; it lives in main, so closing this stops nothing. */
import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../shared/revocation-run.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { DialogLayout } from '../dialogs/dialog-layout.tsx';
import dialogStyles from '../dialogs/dialogs.module.css';
import { useServices } from '../services.tsx';
import { useAccounts, useApp } from '../use-snapshot.ts';
import { rowsOf } from './run-outcome.ts';
import { RunResult } from './run-result.tsx';
import { RunRows } from './run-rows.tsx';
import styles from './runs.module.css';

type RunDialogProps = { readonly runId: string; readonly onClose: () => void };

/** Until main has told of the run it says that it begins. */
export function RunDialog({ runId, onClose }: RunDialogProps) {
  const { t } = useTranslation();
  const { run } = useApp();
  if (run === null || run.runId !== runId) {
    return (
      <DialogLayout title={t('runs.progress.begins')} size="wide" onClose={onClose}>
        <p className={dialogStyles.lead}>{t('runs.progress.closing')}</p>
      </DialogLayout>
    );
  }
  return run.finishedAt === null ? (
    <RunProgress run={run} onClose={onClose} />
  ) : (
    <RunResult run={run} onClose={onClose} />
  );
}

type RunProgressProps = { readonly run: RunView; readonly onClose: () => void };

function RunProgress({ run, onClose }: RunProgressProps) {
  const { t } = useTranslation();
  const { client, store } = useServices();
  const { keychain } = useApp();
  const actions = useActions();
  useAccounts();
  const rows = rowsOf(run, store.account);
  const done = run.accounts.filter((it) => it.state === 'done').length;
  const total = run.accounts.length;
  const stop = async (): Promise<void> => {
    const answer = await client.request('run.stop', {});
    if (!answer.ok) actions.showError(answer.error, {});
  };
  const words = t('runs.progress.done', { done, count: total });
  return (
    <DialogLayout
      title={t('runs.progress.title', { count: total })}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button
            label={t(run.stopped ? 'runs.progress.stopping' : 'runs.progress.stop')}
            tone="danger"
            // Not disabled: the focus stays on it.
            className={classNames(dialogStyles.start, run.stopped && dialogStyles.busyButton)}
            onPress={() => void (run.stopped || stop())}
          />
          <Button label={t('dialogs.close')} onPress={onClose} autoFocus />
        </>
      }
    >
      <ProgressBar
        aria-label={t('runs.progress.title', { count: total })}
        value={done}
        maxValue={total}
        valueLabel={words}
        className={styles.progress ?? ''}
      >
        <span>{words}</span>
        <span className={styles.bar}>
          <span className={styles.filled} style={{ width: `${(100 * done) / total}%` }} />
        </span>
      </ProgressBar>
      {keychain.state === 'ready' || keychain.state === 'unknown' ? null : (
        <p className={dialogStyles.text}>{t('runs.progress.keychain', { name: keychain.name })}</p>
      )}
      <RunRows rows={rows} />
      <p className={dialogStyles.muted}>{t('runs.progress.closing')}</p>
    </DialogLayout>
  );
}
