/** Waits for the browser to come back, with every way out when it does not (requirements B-08, B-11, B-12). */
import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { useServices } from '../services.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { FlowFacts } from './flow-facts.tsx';
import { PasteAddress } from './paste-address.tsx';

type WaitingFlowProps = {
  readonly flow: FlowView;
  readonly onClose: () => void;
  /** Runs before the sign-in is cancelled, while its account still exists. */
  readonly onCancel: () => void;
};
type FlowRequest =
  | 'flow.copy_link'
  | 'flow.open_again'
  | 'flow.choose_another_user'
  | 'flow.cancel';

/** Closing leaves the sign-in waiting; only `Cancel` ends it. */
export function WaitingFlow({ flow, onClose, onCancel }: WaitingFlowProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [error, setError] = useState<ErrorView | null>(null);
  const [copied, setCopied] = useState(false);

  async function ask(name: FlowRequest): Promise<void> {
    const answer = await client.request(name, { flowId: flow.flowId });
    setError(answer.ok ? null : answer.error);
    setCopied(answer.ok && name === 'flow.copy_link');
  }
  return (
    <DialogLayout
      title={t('dialogs.waiting.title')}
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        <>
          <p className={`${styles.muted} ${styles.start}`}>{t('dialogs.waiting.closing')}</p>
          <Button
            className={styles.secondary ?? ''}
            onPress={() => {
              onCancel();
              void ask('flow.cancel');
            }}
          >
            {t('dialogs.cancel')}
          </Button>
        </>
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
  const copyStyle = flow.browserOpened ? styles.secondary : styles.primary;
  return (
    <div className={styles.browserActions}>
      <Button
        className={copyStyle ?? ''}
        isDisabled={isDisabled}
        onPress={() => onAsk('flow.copy_link')}
      >
        {t('dialogs.waiting.copyLink')}
      </Button>
      <Button
        className={styles.secondary ?? ''}
        isDisabled={isDisabled}
        onPress={() => onAsk('flow.open_again')}
      >
        {t('dialogs.waiting.openAgain')}
      </Button>
      <Button
        className={styles.secondary ?? ''}
        isDisabled={isDisabled}
        onPress={() => onAsk('flow.choose_another_user')}
      >
        {t('dialogs.waiting.chooseAnotherUser')}
      </Button>
      <p role="status" className={styles.inlineNote}>
        {copied ? t('dialogs.waiting.linkCopied') : null}
      </p>
    </div>
  );
}
