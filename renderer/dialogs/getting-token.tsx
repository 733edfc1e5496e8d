/** Waits for a token that needs no browser and no person: a moment, and a way out of it (RFC 6749 section 4.4). */
import { LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { Button } from '../design/button.tsx';
import { useServices } from '../services.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { FlowFacts } from './flow-facts.tsx';
import { useWalkPosition, WalkSteps } from './walk-steps.tsx';

type GettingTokenProps = {
  readonly flow: FlowView;
  readonly onClose: () => void;
  /** Runs before the flow is cancelled, while its account still exists. */
  readonly onCancel?: () => void;
};

/** Closing leaves the request going; only `Cancel` ends it, and a token that comes all the same. */
export function GettingToken({ flow, onClose, onCancel }: GettingTokenProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [error, setError] = useState<ErrorView | null>(null);
  const position = useWalkPosition(flow.flowId);

  async function cancel(): Promise<void> {
    onCancel?.();
    const answer = await client.request('flow.cancel', { flowId: flow.flowId });
    if (!answer.ok) setError(answer.error);
  }
  return (
    <DialogLayout
      title={t('dialogs.client.title')}
      beside={position}
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        position === undefined ? (
          <>
            <p className={`${styles.muted} ${styles.start}`}>{t('dialogs.client.closing')}</p>
            <Button label={t('dialogs.cancel')} onPress={() => void cancel()} />
          </>
        ) : (
          <WalkSteps />
        )
      }
    >
      <p role="status" className={styles.busy}>
        <LoaderCircle size={16} aria-hidden="true" />
        {t(
          flow.status === 'discovering'
            ? 'dialogs.client.discovering'
            : 'dialogs.client.exchanging',
        )}
      </p>
      <FlowFacts flow={flow} />
    </DialogLayout>
  );
}
