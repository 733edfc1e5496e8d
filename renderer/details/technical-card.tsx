/** Endpoints, fingerprints and ID token claims: there for who compares them, folded away for everybody else. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AccountDetails, EndpointsView } from '../../shared/account-details.ts';
import type { AccountView } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { Breakable } from '../design/breakable.tsx';
import { classNames } from '../design/class-names.ts';
import { Fact, Facts } from './card.tsx';
import styles from './technical-card.module.css';
import type { DetailsAnswer } from './use-details.ts';

type TechnicalProps = { readonly account: AccountView; readonly answer: DetailsAnswer };

/** Two disclosures; the second only where the ID token said something. */
export function TechnicalCard({ account, answer }: TechnicalProps) {
  const { t } = useTranslation();
  const details = answer.phase === 'ready' ? answer.details : null;
  const endpoints = details?.endpoints ?? account.definition.endpoints;
  const claims = details?.idTokenClaims ?? [];
  return (
    <div className={styles.stack}>
      <Fold title={t('details.technical')}>
        {endpoints === null ? (
          <p className={styles.later}>
            {t(
              needsNoPerson(account.definition)
                ? 'details.endpointsAfterToken'
                : 'details.endpointsAfterSignIn',
            )}
          </p>
        ) : (
          <Endpoints endpoints={endpoints} />
        )}
        {details === null ? null : <Fingerprints details={details} />}
      </Fold>
      {claims.length === 0 ? null : (
        <Fold title={t('details.claims')}>
          <Facts>
            {claims.map((claim) => (
              <Fact key={claim.name} term={claim.name} mono>
                <Breakable text={claim.value} />
              </Fact>
            ))}
          </Facts>
        </Fold>
      )}
    </div>
  );
}

function Fold(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Disclosure className={classNames(styles.fold)}>
      <Heading level={3} className={classNames(styles.heading)}>
        <Button slot="trigger" className={classNames(styles.trigger)}>
          <ChevronRight aria-hidden="true" className={styles.chevron} />
          {props.title}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={styles.inside}>{props.children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}

function Endpoints({ endpoints }: { readonly endpoints: EndpointsView }) {
  const { t } = useTranslation();
  return (
    <Facts>
      {endpoints.authorization === null ? null : (
        <Fact term={t('details.authorizationEndpoint')} mono>
          <Breakable text={endpoints.authorization} />
        </Fact>
      )}
      <Fact term={t('details.tokenEndpoint')} mono>
        <Breakable text={endpoints.token} />
      </Fact>
      <Fact term={t('details.revocationEndpoint')} mono={endpoints.revocation !== null}>
        <Breakable text={endpoints.revocation ?? t('details.none')} />
      </Fact>
      <Fact term={t('details.introspectionEndpoint')} mono={endpoints.introspection !== null}>
        <Breakable text={endpoints.introspection ?? t('details.none')} />
      </Fact>
    </Facts>
  );
}

function Fingerprints({ details }: { readonly details: AccountDetails }) {
  const { t } = useTranslation();
  const { accessTokenFingerprint, refreshTokenFingerprint, tokenType } = details;
  if (accessTokenFingerprint === null && refreshTokenFingerprint === null) return null;
  return (
    <div className={styles.fingerprints}>
      <Facts>
        {accessTokenFingerprint === null ? null : (
          <Fact term={t('details.accessFingerprint')} mono>
            {inGroups(accessTokenFingerprint)}
          </Fact>
        )}
        {refreshTokenFingerprint === null ? null : (
          <Fact term={t('details.refreshFingerprint')} mono>
            {inGroups(refreshTokenFingerprint)}
          </Fact>
        )}
        {tokenType === null ? null : <Fact term={t('details.tokenType')}>{tokenType}</Fact>}
      </Facts>
      <p className={styles.later}>{t('details.fingerprintMeaning')}</p>
    </div>
  );
}

/** `9f3c 07ab 51e2`: people compare groups of four. */
function inGroups(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/gu)?.join(' ') ?? fingerprint;
}
