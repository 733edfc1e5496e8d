/** The end of a revocation of many: what became of how many, who is still alive until when, what is left to do by hand. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import type { RunView } from '../../shared/revocation-run.ts';
import { Button } from '../design/button.tsx';
import { DialogLayout } from '../dialogs/dialog-layout.tsx';
import dialogStyles from '../dialogs/dialogs.module.css';
import { ErrorNote } from '../dialogs/error-note.tsx';
import { formatMoment } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { useAccounts } from '../use-snapshot.ts';
import { countOutcomes, needsHand, type RunRow, rowsOf } from './run-outcome.ts';
import { RunRows } from './run-rows.tsx';
import styles from './runs.module.css';
import { outcomeIcons, sayOutcomeKind } from './say-run.ts';

type RunResultProps = { readonly run: RunView; readonly onClose: () => void };

/** Stays until it is dismissed; the report is main's, and so is the place it goes to. */
export function RunResult({ run, onClose }: RunResultProps) {
  const { t } = useTranslation();
  const { store } = useServices();
  const report = useReport(onClose);
  useAccounts();
  const rows = rowsOf(run, store.account);
  return (
    <DialogLayout
      title={t(run.stopped ? 'runs.result.stopped' : 'runs.result.title', {
        count: run.accounts.length,
      })}
      size="wide"
      onClose={onClose}
      notice={report.error === null ? null : <ErrorNote error={report.error} />}
      footer={
        <>
          <Button
            label={t('runs.result.dismiss')}
            className={dialogStyles.start}
            onPress={report.dismiss}
          />
          <span role="status" className={dialogStyles.inlineNote}>
            {report.isSaved ? t('runs.result.saved') : null}
          </span>
          <Button label={t('runs.result.saveJson')} onPress={() => report.save('json')} />
          <Button label={t('runs.result.saveHtml')} onPress={() => report.save('html')} />
          <Button label={t('dialogs.close')} tone="primary" onPress={onClose} autoFocus />
        </>
      }
    >
      <RunCounts rows={rows} />
      <LastEnd rows={rows} />
      <RunRows rows={rows} />
      <p className={dialogStyles.muted}>{t('runs.result.dismissHint')}</p>
    </DialogLayout>
  );
}

function RunCounts({ rows }: { readonly rows: readonly RunRow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const byHand = rows.filter((it) => needsHand(it.outcome)).length;
  return (
    <>
      <ul className={styles.counts}>
        {countOutcomes(rows).map(({ outcome, count }) => {
          const Icon = outcomeIcons[outcome];
          return (
            <li key={outcome} className={styles[outcome]}>
              <Icon size={15} aria-hidden="true" />
              <span>
                <strong>{count}</strong> {sayOutcomeKind(t, language, outcome)}
              </span>
            </li>
          );
        })}
      </ul>
      {byHand === 0 ? null : (
        <p className={dialogStyles.text}>{t('runs.result.byHand', { count: byHand })}</p>
      )}
    </>
  );
}

/** Local time, and UTC for whoever reads it elsewhere. */
function LastEnd({ rows }: { readonly rows: readonly RunRow[] }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const last = Math.max(...rows.map((it) => it.account.until ?? 0));
  if (last <= clock.now().wall) return null;
  const moment = formatMoment(last, clock.now().wall, language);
  const utc = `${new Date(last).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return <p className={dialogStyles.text}>{t('runs.result.lastEnd', { moment, utc })}</p>;
}

function useReport(onClose: () => void) {
  const { client } = useServices();
  const [error, setError] = useState<ErrorView | null>(null);
  const [isSaved, setSaved] = useState(false);
  const save = async (format: 'html' | 'json'): Promise<void> => {
    setSaved(false);
    const answer = await client.request('run.save_report', { format });
    setError(answer.ok ? null : answer.error);
    setSaved(answer.ok && answer.value.saved);
  };
  const dismiss = async (): Promise<void> => {
    const answer = await client.request('run.dismiss', {});
    if (answer.ok) onClose();
    else setError(answer.error);
  };
  return {
    error,
    isSaved,
    save: (format: 'html' | 'json') => void save(format),
    dismiss: () => void dismiss(),
  };
}
