/** A sign-in that failed: why, in plain words, and the ways on; nothing that was entered is lost. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { Button } from '../design/button.tsx';
import { useServices } from '../services.tsx';
import { useAccount } from '../use-snapshot.ts';
import { DialogLayout } from './dialog-layout.tsx';
import { ErrorNote } from './error-note.tsx';
import { FlowFacts } from './flow-facts.tsx';

type FailedFlowProps = {
  readonly flow: FlowView;
  readonly onClose: () => void;
  readonly onFlow: (flowId: string) => void;
  readonly onBackToForm: (flow: FlowView) => void;
  readonly onEdit: (accountId: string) => void;
};

/** Trying again keeps the account and the secret that main has stored. */
export function FailedFlow({ flow, onClose, onFlow, onBackToForm, onEdit }: FailedFlowProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const account = useAccount(flow.accountId);
  const [again, setAgain] = useState<ErrorView | null>(null);
  const error = again ?? flow.error ?? { code: 'internal', details: {} };
  const isFirst = account === undefined || account.grant.status === 'none';

  async function tryAgain(): Promise<void> {
    const answer = await client.request('flow.reauthorize', { accountId: flow.accountId });
    if (answer.ok) onFlow(answer.value.flowId);
    else setAgain(answer.error);
  }
  return (
    <DialogLayout
      title={t(
        flow.grantType === 'client_credentials'
          ? 'dialogs.client.failed'
          : 'dialogs.waiting.failed',
      )}
      onClose={onClose}
      footer={
        <>
          <Button
            label={t(isFirst ? 'dialogs.waiting.backToForm' : 'dialogs.waiting.editAccount')}
            onPress={() => (isFirst ? onBackToForm(flow) : onEdit(flow.accountId))}
          />
          {account === undefined ? null : (
            <Button
              label={t('dialogs.tryAgain')}
              tone="primary"
              onPress={() => void tryAgain()}
              autoFocus
            />
          )}
        </>
      }
    >
      <ErrorNote error={error} />
      <FlowFacts flow={flow} />
    </DialogLayout>
  );
}
