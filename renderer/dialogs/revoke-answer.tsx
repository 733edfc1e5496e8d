/** What the server answered to a revocation, with the ways on where a token was kept. */
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { AccountFacts } from './account-facts.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { RevocationOutcomes } from './revocation-outcomes.tsx';
import type { RevokePhase } from './revoke-dialog.tsx';

type RevokeAnswerProps = {
  readonly account: AccountView;
  readonly phase: Extract<RevokePhase, { readonly kind: 'answered' | 'failed' }>;
  readonly onRevoke: () => void;
  readonly onRemove: () => void;
  readonly removalError: ErrorView | null;
  readonly onClose: () => void;
};

/** The title says revoked only where every token got a 2xx. */
export function RevokeAnswer(props: RevokeAnswerProps) {
  const { account, phase, onClose, removalError } = props;
  const { t } = useTranslation();
  const isRevoked = phase.kind === 'answered' && phase.outcome.revoked;
  return (
    <DialogLayout
      title={useAnswerTitle(props)}
      role="alertdialog"
      onClose={onClose}
      notice={removalError === null ? null : <ErrorNote error={removalError} />}
      footer={
        isRevoked ? (
          <Button label={t('dialogs.close')} tone="primary" onPress={onClose} autoFocus />
        ) : (
          <WaysOn {...props} />
        )
      }
    >
      <AccountFacts account={account} />
      {phase.kind === 'failed' ? (
        <ErrorNote error={phase.error} />
      ) : (
        <>
          <section className={styles.panel} aria-label={t('dialogs.revoke.answer')}>
            <h3>{t('dialogs.revoke.answer')}</h3>
            <RevocationOutcomes outcomes={phase.outcome.outcomes} />
          </section>
          <p className={styles.text}>
            {t(isRevoked ? 'dialogs.revoke.revokedText' : 'dialogs.revoke.incompleteText')}
          </p>
        </>
      )}
      {isRevoked ? null : <p className={styles.lead}>{t('dialogs.revoke.removeHereHint')}</p>}
    </DialogLayout>
  );
}

function useAnswerTitle({ account, phase }: RevokeAnswerProps): string {
  const { t } = useTranslation();
  const { label } = account.definition;
  if (phase.kind === 'failed') return t('dialogs.revoke.failedTitle', { label });
  return phase.outcome.revoked
    ? t('dialogs.revoke.revokedTitle', { label })
    : t('dialogs.revoke.incompleteTitle');
}

function WaysOn({ onClose, onRevoke, onRemove }: RevokeAnswerProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button label={t('dialogs.removeHere')} tone="danger" onPress={onRemove} />
      <Button label={t('dialogs.close')} onPress={onClose} />
      <Button label={t('dialogs.tryAgain')} tone="primary" onPress={onRevoke} autoFocus />
    </>
  );
}
