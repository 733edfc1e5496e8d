/** Checking and exporting the audit log, each with its state while main is at it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditFilter, everything } from '../../shared/audit-query.ts';
import { useActions } from '../actions-context.tsx';
import { useServices } from '../services.tsx';
import type { Verification } from './verify-note.tsx';

type LogActions = {
  readonly verification: Verification | null;
  readonly dismiss: () => void;
  readonly verify: () => Promise<void>;
  readonly isExporting: boolean;
  /** Asks main, which asks where. */
  readonly exportAs: (format: 'csv' | 'jsonl') => Promise<void>;
};

/** `onExported` runs when a file was saved, which is itself a line of the log. */
export function useLogActions(filter: AuditFilter, onExported: () => void): LogActions {
  const { t } = useTranslation();
  const { client, toasts } = useServices();
  const actions = useActions();
  const [verification, setVerification] = useState<Verification | null>(null);
  const [isExporting, setExporting] = useState(false);
  const verify = async (): Promise<void> => {
    setVerification({ phase: 'running' });
    const answer = await client.request('audit.verify', {});
    setVerification(answer.ok ? { check: answer.value } : null);
    if (!answer.ok) actions.showError(answer.error, { again: () => void verify() });
  };
  const exportAs = async (format: 'csv' | 'jsonl'): Promise<void> => {
    setExporting(true);
    const answer = await client.request('audit.export', { format, filter });
    setExporting(false);
    if (!answer.ok) actions.showError(answer.error, { again: () => void exportAs(format) });
    else if (answer.value.saved) {
      const isWhole = JSON.stringify(filter) === JSON.stringify(everything);
      toasts.show({
        tone: 'success',
        title: t('activity.exported'),
        body: isWhole ? undefined : t('activity.exportedPart'),
        topic: 'export',
      });
      onExported();
    }
  };
  const dismiss = (): void => setVerification(null);
  return { verification, dismiss, verify, isExporting, exportAs };
}
