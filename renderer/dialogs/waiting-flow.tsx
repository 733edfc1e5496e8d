/** Waits for the browser to come back, with every way out when it does not (requirements B-08, B-11, B-12). */
import { LoaderCircle, TriangleAlert } from 'lucide-react';
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
import { PasteAddress } from './paste-address.tsx';
import { useWalkPosition, WalkSteps } from './walk-steps.tsx';

type WaitingFlowProps = {
  readonly flow: FlowView;
  readonly onClose: () => void;
  /** Runs before the sign-in is cancelled, while its account still exists. */
  readonly onCancel?: () => void;
};
type FlowRequest =
  | 'flow.copy_link'
  | 'flow.open_again'
  | 'flow.choose_another_user'
  | 'flow.cancel';

/** Closing leaves the sign-in waiting; only `Cancel` ends it, or `Skip` and `Stop` where it is one of several. */
export function WaitingFlow({ flow, onClose, onCancel }: WaitingFlowProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [error, setError] = useState<ErrorView | null>(null);
  const [copied, setCopied] = useState(false);
  const position = useWalkPosition(flow.flowId);

  async function ask(name: FlowRequest): Promise<void> {
    const answer = await client.request(name, { flowId: flow.flowId });
    setError(answer.ok ? null : answer.error);
    setCopied(answer.ok && name === 'flow.copy_link');
  }
  return (
    <DialogLayout
      title={t('dialogs.waiting.title')}
      beside={position}
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        position === undefined ? (
          <>
            <p className={`${styles.muted} ${styles.start}`}>{t('dialogs.waiting.closing')}</p>
            <Button
              label={t('dialogs.cancel')}
              onPress={() => {
                onCancel?.();
                void ask('flow.cancel');
              }}
            />
          </>
        ) : (
          <WalkSteps />
        )
      }
    >
      <Progress flow={flow} />
      <FlowFacts flow={flow} />
      <BrowserActions flow={flow} copied={copied} onAsk={(name) => void ask(name)} />
      <PasteAddress flowId={flow.flowId} isDisabled={flow.status !== 'awaiting_browser'} />
    </DialogLayout>
  );
}

function Progress({ flow }: { readonly flow: FlowView }) {
  const { t } = useTranslation();
  if (flow.status === 'awaiting_browser' && !flow.browserOpened) {
    return (
      <p role="alert" className={styles.warning}>
        <TriangleAlert size={16} aria-hidden="true" />
        {t('dialogs.waiting.notOpened')}
      </p>
    );
  }
  const words = {
    discovering: t('dialogs.waiting.discovering'),
    awaiting_browser: t('dialogs.waiting.opened', { server: flow.server }),
    exchanging: t('dialogs.waiting.exchanging'),
    done: '',
    failed: '',
    cancelled: '',
  }[flow.status];
  return (
    <p role="status" className={styles.busy}>
      <LoaderCircle size={16} aria-hidden="true" />
      {words}
    </p>
  );
}

type BrowserActionsProps = {
  readonly flow: FlowView;
  readonly copied: boolean;
  readonly onAsk: (name: FlowRequest) => void;
};

function BrowserActions({ flow, copied, onAsk }: BrowserActionsProps) {
  const { t } = useTranslation();
  const isDisabled = flow.status !== 'awaiting_browser';
  return (
    <div className={styles.browserActions}>
      <Button
        label={t('dialogs.waiting.copyLink')}
        tone={flow.browserOpened ? 'plain' : 'primary'}
        isDisabled={isDisabled}
        onPress={() => onAsk('flow.copy_link')}
      />
      <Button
        label={t('dialogs.waiting.openAgain')}
        isDisabled={isDisabled}
        onPress={() => onAsk('flow.open_again')}
      />
      <Button
        label={t('dialogs.waiting.chooseAnotherUser')}
        isDisabled={isDisabled}
        onPress={() => onAsk('flow.choose_another_user')}
      />
      <p role="status" className={styles.inlineNote}>
        {copied ? t('dialogs.waiting.linkCopied') : null}
      </p>
    </div>
  );
}
