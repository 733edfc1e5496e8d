/** Who and what for: the user, the server, the client, the scopes granted against those asked, tags and environment. */
import { useTranslation } from 'react-i18next';
import { type AccountView, nameOfSubject } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { splitScope } from '../../shared/scope.ts';
import { Breakable } from '../design/breakable.tsx';
import { classNames } from '../design/class-names.ts';
import { Card, Fact, Facts } from './card.tsx';
import styles from './identity-card.module.css';

/** Everything a person typed or the server said is shown as text. */
export function IdentityCard({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { definition, subject } = account;
  const nobody = account.access === null ? t('details.notSignedIn') : t('details.unknownUser');
  return (
    <Card title={t('details.identity')}>
      <Facts>
        {subject === null && needsNoPerson(definition) ? (
          <Fact term={t('details.grant')}>{t('details.clientCredentials')}</Fact>
        ) : (
          <Fact term={t('details.signedInAs')} title={subject?.sub}>
            {subject === null ? nobody : <Breakable text={nameOfSubject(subject)} />}
          </Fact>
        )}
        <Fact term={definition.issuer === null ? t('details.server') : t('details.issuer')}>
          <Breakable text={definition.issuer ?? account.server} />
        </Fact>
        <Fact term={t('details.client')}>
          <Breakable text={definition.clientId} />
        </Fact>
        <Fact term={t('details.clientSecret')}>
          {account.clientSecretSet ? t('details.secretSet') : t('details.secretNotSet')}
        </Fact>
        {definition.environment === 'none' ? null : (
          <Fact term={t('details.environment')}>
            <span className={classNames(styles[definition.environment])}>
              {t(`window.environment.${definition.environment}`)}
            </span>
          </Fact>
        )}
        {definition.tags.length === 0 ? null : (
          <Fact term={t('details.tags')}>
            <Chips words={definition.tags} />
          </Fact>
        )}
        <Scopes asked={splitScope(definition.scope)} grantedScope={account.grantedScope} />
      </Facts>
    </Card>
  );
}

function Scopes(props: {
  readonly asked: readonly string[];
  readonly grantedScope: string | null;
}) {
  const { asked, grantedScope } = props;
  const { t } = useTranslation();
  const granted = grantedScope === null ? [] : splitScope(grantedScope);
  if (grantedScope === null) {
    return (
      <Fact term={t('details.scopes')} title={t('details.scopesBeforeSignIn')}>
        {asked.length === 0 ? t('details.noScopes') : <Chips words={asked} />}
      </Fact>
    );
  }
  const missing = asked.filter((scope) => !granted.includes(scope));
  const extra = granted.filter((scope) => !asked.includes(scope));
  const expected = granted.filter((scope) => asked.includes(scope));
  return (
    <>
      <Fact term={t('details.scopes')}>
        {granted.length === 0 ? t('details.noScopes') : <Chips words={expected} />}
      </Fact>
      {missing.length === 0 ? null : (
        <Fact term={t('details.notGranted')}>
          <Chips words={missing} look="missing" />
        </Fact>
      )}
      {extra.length === 0 ? null : (
        <Fact term={t('details.extraGranted')}>
          <Chips words={extra} look="extra" />
        </Fact>
      )}
    </>
  );
}

function Chips(props: { readonly words: readonly string[]; readonly look?: 'missing' | 'extra' }) {
  return (
    <ul className={styles.chips}>
      {props.words.map((word) => (
        <li
          key={word}
          className={classNames(styles.chip, props.look !== undefined && styles[props.look])}
        >
          {word}
        </li>
      ))}
    </ul>
  );
}
