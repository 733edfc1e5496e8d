/** Whose account at which server for what purpose, so that nobody ends the wrong one. */
import { useTranslation } from 'react-i18next';
import { type AccountView, nameOfSubject } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import styles from './dialogs.module.css';
import { EnvironmentChip } from './environment-chip.tsx';

/** User (the client where nobody signs in), issuer and environment of an account. */
export function AccountFacts({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { subject, server, definition } = account;
  return (
    <dl className={styles.facts}>
      {subject === null && needsNoPerson(definition) ? (
        <>
          <dt>{t('dialogs.facts.clientId')}</dt>
          <dd>{definition.clientId}</dd>
        </>
      ) : (
        <>
          <dt>{t('dialogs.facts.user')}</dt>
          <dd>{subject === null ? t('dialogs.facts.unknownUser') : nameOfSubject(subject)}</dd>
        </>
      )}
      <dt>{t('dialogs.facts.issuer')}</dt>
      <dd>{definition.issuer ?? server}</dd>
      <dt>{t('dialogs.facts.environment')}</dt>
      <dd>
        <EnvironmentChip environment={definition.environment} />
      </dd>
    </dl>
  );
}
