/** What went wrong last, in plain words, with the step that helps; gone once it is over. */
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { isRefreshable } from '../../shared/grant-type.ts';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { type NextStep, nextStepAfter } from '../errors/next-step.ts';
import { sayError } from '../errors/say-error.ts';
import { formatMoment } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';
import { Card } from './card.tsx';
import styles from './details-panel.module.css';
import { saysItBetter } from './revoke-card.tsx';

/** The refusal that ended the grant stands above any other problem. */
export function ProblemCard({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const problem = account.grant.status === 'refused' ? account.grant : account.lastProblem;
  if (problem === null || account.grant.status === 'revoked') return null;
  if (saysItBetter(account.grant, problem.error.code)) return null;
  const said = sayError({ t, language }, problem.error, account);
  return (
    <Card
      tone="bad"
      title={t('details.problem')}
      side={formatMoment(problem.at, clock.now().wall, language)}
    >
      <p className={styles.problem}>{said.title}</p>
      <p className={styles.text}>{said.hint}</p>
      {said.fromServer === null ? null : (
        <p className={styles.quote}>{t('details.serverSaid', { text: said.fromServer })}</p>
      )}
      <StepButton account={account} step={nextStepAfter(problem.error.code, account)} />
    </Card>
  );
}

function StepButton(props: { readonly account: AccountView; readonly step: NextStep }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { dispatch } = useUi();
  const { accountId } = props.account;
  const canRefresh = props.account.grant.status === 'live' && isRefreshable(props.account);
  switch (props.step) {
    case 'retry_keychain':
      return <Step label={t('list.tryAgain')} run={() => void actions.retryKeychain()} />;
    case 'edit':
      return (
        <Step
          label={t('list.edit')}
          run={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'edit', accountId } })}
        />
      );
    case 'try_again':
      return canRefresh ? (
        <Step label={t('list.tryAgain')} run={() => void actions.refresh(accountId)} />
      ) : null;
    case 'sign_in':
    case 'get_token':
    case null:
      // The first button of the panel is that already where it is the step.
      return null;
  }
}

function Step(props: { readonly label: string; readonly run: () => void }) {
  return <Button className={styles.step} label={props.label} onPress={props.run} />;
}
