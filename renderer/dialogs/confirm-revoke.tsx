/** The question before revoking: whose grant, what will be asked, and how far that reaches; the focus rests on Cancel. */
import { Info, OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type AccountView, isEnding } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { PendingLine } from '../revocation/pending-line.tsx';
import { VerdictList } from '../revocation/verdict-list.tsx';
import { AccountFacts } from './account-facts.tsx';
import { ConfirmButtons } from './confirm-buttons.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import { LastResort } from './last-resort.tsx';
import type { RevokeActions } from './revoke-actions.ts';
import { RevokeReach } from './revoke-reach.tsx';
import { sayAsk } from './say-ask.ts';
import { canAsk, type RevokeQuestion } from './use-revoke-preview.ts';

type ConfirmRevokeProps = RevokeActions & {
  readonly isAsking: boolean;
  readonly isTryingRefresh: boolean;
  readonly onTryRefresh: (isTryingRefresh: boolean) => void;
};

/** What matters first: which account, what is asked, that it cannot be undone; the rest below in small steps. */
export function ConfirmRevoke(props: ConfirmRevokeProps) {
  const { account, question, error } = props;
  const { t } = useTranslation();
  return (
    <DialogLayout
      title={t('dialogs.revoke.title', { label: account.definition.label })}
      role="alertdialog"
      onClose={props.onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={<ConfirmButtons {...props} />}
    >
      {account.definition.environment === 'production' ? (
        <p className={styles.production}>
          <OctagonAlert size={16} aria-hidden="true" />
          {t('dialogs.revoke.production')}
        </p>
      ) : null}
      <AccountFacts account={account} />
      <WhatIsAsked account={account} question={question} />
      <RevokeReach question={question} />
      <EarlierAttempt account={account} />
      <LastResort
        question={question}
        isChosen={props.isTryingRefresh}
        onChoose={props.onTryRefresh}
      />
    </DialogLayout>
  );
}

type WhatIsAskedProps = { readonly question: RevokeQuestion; readonly account: AccountView };

function WhatIsAsked({ question, account }: WhatIsAskedProps) {
  const { t } = useTranslation();
  const hasPage = account.hasProviderPage;
  const isAsked = canAsk(question);
  return (
    <div className={styles.asks}>
      <p className={styles.ask}>{sayAsk(t, question, hasPage)}</p>
      <SideEffects question={question} />
      <p className={styles.lead}>
        {isAsked
          ? t(
              needsNoPerson(account.definition)
                ? 'dialogs.client.afterwards'
                : 'revocation.afterwards',
            )
          : t('revocation.removeInstead')}
      </p>
    </div>
  );
}

function SideEffects({ question }: { readonly question: RevokeQuestion }) {
  const { t } = useTranslation();
  const effects = question.preview?.recipe.sideEffects ?? [];
  if (effects.length === 0) return null;
  return (
    <ul className={styles.sideEffects}>
      {effects.map((effect) => (
        <li key={effect}>
          <Info size={15} aria-hidden="true" />
          {t(`revocation.sideEffect.${effect}`)}
        </li>
      ))}
    </ul>
  );
}

function EarlierAttempt({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { grant } = account;
  if (!isEnding(grant) || grant.outcomes.length === 0) return null;
  return (
    <section className={styles.panel} aria-label={t('dialogs.revoke.earlier')}>
      <h3>{t('dialogs.revoke.earlier')}</h3>
      <VerdictList outcomes={grant.outcomes} isPending={grant.status === 'revocation_pending'} />
      <PendingLine grant={grant} className={styles.muted} />
    </section>
  );
}
