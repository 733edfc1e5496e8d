/** Server and client of an account, read-only, with the reason (tokens go only where they came from, RFC 9700 4.4). */
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import styles from './dialogs.module.css';

/** Provider, grant, issuer or endpoints, and client ID. */
export function FixedFacts({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { provider, grantType, issuer, endpoints, clientId } = account.definition;
  const addresses: readonly (readonly [string, string | null])[] =
    endpoints === null
      ? [[t('dialogs.field.issuer'), issuer]]
      : [
          [t('dialogs.field.authorizationEndpoint'), endpoints.authorization],
          [t('dialogs.field.tokenEndpoint'), endpoints.token],
          [t('dialogs.edit.revocationEndpoint'), endpoints.revocation],
          [t('dialogs.edit.introspectionEndpoint'), endpoints.introspection],
        ];
  const facts = [
    [t('dialogs.facts.provider'), t(`dialogs.provider.${provider}`)],
    [t('dialogs.grant.label'), t(`dialogs.grant.${grantType}`)],
    ...addresses,
    [t('dialogs.facts.clientId'), clientId],
  ] as const;
  return (
    <section className={styles.panel} aria-label={t('dialogs.edit.fixedTitle')}>
      <h3>{t('dialogs.edit.fixedTitle')}</h3>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ),
        )}
      </dl>
      <p className={styles.muted}>{t('dialogs.edit.fixed')}</p>
    </section>
  );
}
