/** Answers, in this order: how long still, what can I do, since when, who and what for, what went wrong, what ends if I revoke. */
import { ArrowLeft } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { ListMenuProvider } from '../list/list-menu.tsx';
import { focusRow } from '../shell/focus-row.ts';
import { useUi } from '../ui-state.tsx';
import { useAccount } from '../use-snapshot.ts';
import { ActivityCard } from './activity-card.tsx';
import { DetailsActions } from './details-actions.tsx';
import { DetailsHead } from './details-head.tsx';
import styles from './details-panel.module.css';
import { IdentityCard } from './identity-card.tsx';
import { LifetimesCard } from './lifetimes-card.tsx';
import { ProblemCard } from './problem-card.tsx';
import { RevokeCard, VerdictsCard } from './revoke-card.tsx';
import { TechnicalCard } from './technical-card.tsx';
import { useDetails } from './use-details.ts';

/** Landmark `region`, named `Account details`; as a sheet it covers the list and has a way back. */
export function DetailsPanel({ isSheet }: { readonly isSheet: boolean }) {
  const { t } = useTranslation();
  const { state, dispatch } = useUi();
  const account = useAccount(state.selectedAccountId ?? '');
  const close = (): void => {
    dispatch({ type: 'details_closed' });
    // Once the list is no longer inert.
    requestAnimationFrame(() => focusRow(state.selectedAccountId));
  };
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isSheet && !event.nativeEvent.isComposing) close();
  };
  return (
    <section
      aria-label={t('details.label')}
      className={classNames(styles.panel, isSheet && styles.sheet)}
      onKeyDown={closeOnEscape}
    >
      {isSheet ? (
        <div>
          <Button tone="quiet" icon={ArrowLeft} label={t('details.back')} onPress={close} />
        </div>
      ) : null}
      {account === undefined ? (
        <p className={styles.nothing}>{t('details.nothingSelected')}</p>
      ) : (
        <ListMenuProvider key={account.accountId}>
          <Content account={account} />
        </ListMenuProvider>
      )}
    </section>
  );
}

function Content({ account }: { readonly account: AccountView }) {
  const answer = useDetails(account);
  const heading = useFocusOnRequest();
  const details = answer.phase === 'ready' ? answer.details : null;
  return (
    <>
      <DetailsHead account={account} headingRef={heading} />
      <DetailsActions account={account} />
      <ProblemCard account={account} />
      <VerdictsCard account={account} />
      <LifetimesCard account={account} />
      <IdentityCard account={account} />
      <RevokeCard account={account} details={details} />
      <ActivityCard accountId={account.accountId} answer={answer} />
      <TechnicalCard account={account} answer={answer} />
    </>
  );
}

/** The heading takes the focus when a person opened the details, never when the arrow keys pass by. */
function useFocusOnRequest() {
  const { state } = useUi();
  const heading = useRef<HTMLHeadingElement>(null);
  const { detailsRequests } = state;
  const seen = useRef(0);
  useEffect(() => {
    if (detailsRequests > seen.current) heading.current?.focus();
    seen.current = detailsRequests;
  }, [detailsRequests]);
  return heading;
}
