/** The question before revoking: whose grant, and what the server will be asked; the focus rests on Cancel. */
import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { Button } from '../design/button.tsx';
import { AccountFacts } from './account-facts.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { RevocationOutcomes } from './revocation-outcomes.tsx';
import { type RevokeQuestion, useRevokePreview } from './use-revoke-preview.ts';

type ConfirmRevokeProps = {
  readonly account: AccountView;
  readonly isAsking: boolean;
  readonly onRevoke: () => void;
  readonly onRemove: () => void;
  readonly removalError: ErrorView | null;
  readonly onClose: () => void;
};

/** Without a revocation endpoint, or with no token to end, `Remove here` stands in place of `Revoke`. */
export function ConfirmRevoke(props: ConfirmRevokeProps) {
  const { account, isAsking, onClose, removalError } = props;
  const { t } = useTranslation();
  const question = useRevokePreview(account);
  const canAsk = question.isSupported && question.tokens !== 'none';
  return (
    <DialogLayout
      title={t('dialogs.revoke.title', { label: account.definition.label })}
      role="alertdialog"
      onClose={onClose}
      notice={removalError === null ? null : <ErrorNote error={removalError} />}
      footer={
        <>
          <Button label={t('dialogs.cancel')} onPress={onClose} autoFocus />
          <Button
            label={t(
              isAsking
                ? 'dialogs.revoke.asking'
                : canAsk
                  ? 'dialogs.revoke.confirm'
                  : 'dialogs.removeHere',
            )}
            tone="danger_solid"
            onPress={() => {
              if (isAsking) return;
              if (canAsk) props.onRevoke();
              else props.onRemove();
            }}
            className={isAsking ? styles.busyButton : undefined}
          />
        </>
      }
    >
      {account.definition.environment === 'production' ? (
        <p className={styles.production}>
          <OctagonAlert size={16} aria-hidden="true" />
          {t('dialogs.revoke.production')}
        </p>
      ) : null}
      <AccountFacts account={account} />
      <WhatIsAsked question={question} account={account} />
      <EarlierAttempt account={account} />
    </DialogLayout>
  );
}

type WhatIsAskedProps = { readonly question: RevokeQuestion; readonly account: AccountView };

function WhatIsAsked({ question, account }: WhatIsAskedProps) {
  const { t } = useTranslation();
  const { host, tokens } = question;
  if (tokens === 'none') {
    return (
      <p className={styles.text}>
        {t('dialogs.revoke.nothingHeld')} {t('dialogs.revoke.removeInstead')}
      </p>
    );
  }
  if (!question.isSupported) {
    return (
      <p className={styles.text}>
        {t('dialogs.revoke.unsupported')} {t('dialogs.revoke.removeInstead')}
      </p>
    );
  }
  const asks = {
    both: t('dialogs.revoke.asksBoth', { host }),
    refresh: t('dialogs.revoke.asksRefresh', { host }),
    access: t('dialogs.revoke.asksAccess', { host }),
  }[tokens];
  return (
    <>
      <p className={styles.text}>{asks}</p>
      <p className={styles.lead}>
        {t(
          needsNoPerson(account.definition)
            ? 'dialogs.client.afterwards'
            : 'dialogs.revoke.afterwards',
        )}
      </p>
    </>
  );
}

function EarlierAttempt({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  if (account.grant.status !== 'revocation_pending' || account.grant.outcomes.length === 0) {
    return null;
  }
  return (
    <section className={styles.panel} aria-label={t('dialogs.revoke.earlier')}>
      <h3>{t('dialogs.revoke.earlier')}</h3>
      <RevocationOutcomes outcomes={account.grant.outcomes} />
    </section>
  );
}
