/** What ends if I revoke, as what the server will be asked and never as a promise (RFC 7009); or what it answered. */
import { useTranslation } from 'react-i18next';
import type { AccountDetails } from '../../shared/account-details.ts';
import type { AccountView } from '../../shared/account-view.ts';
import { serverName } from '../../shared/server-name.ts';
import type { RevocationOutcome } from '../../shared/verdict.ts';
import { formatMoment } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { Card } from './card.tsx';
import styles from './details-panel.module.css';

type RevokeCardProps = {
  readonly account: AccountView;
  readonly details: AccountDetails | null;
};

/** Nothing before the first sign-in: there is nothing to end. */
export function RevokeCard({ account, details }: RevokeCardProps) {
  const { t } = useTranslation();
  const { grant } = account;
  if (grant.status === 'revoked') return <Revoked at={grant.at} outcomes={grant.outcomes} />;
  if (!account.accessTokenHeld && !account.refreshTokenHeld) return null;
  return (
    <Card title={t('details.ifYouRevoke')}>
      <p className={styles.text}>
        <WhatIsAsked account={account} details={details} />
      </p>
      {grant.status === 'revocation_pending' || grant.status === 'not_revoked' ? (
        <Outcomes outcomes={grant.outcomes} />
      ) : null}
    </Card>
  );
}

function WhatIsAsked({ account, details }: RevokeCardProps) {
  const { t } = useTranslation();
  if (!account.revocationSupported) return t('dialogs.revoke.unsupported');
  const host = hostOf(details?.endpoints?.revocation ?? null) ?? serverName(account.server);
  if (!account.refreshTokenHeld) return t('dialogs.revoke.asksAccess', { host });
  return account.accessTokenHeld
    ? t('dialogs.revoke.asksBoth', { host })
    : t('dialogs.revoke.asksRefresh', { host });
}

function Revoked(props: { readonly at: number; readonly outcomes: readonly RevocationOutcome[] }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const moment = formatMoment(props.at, clock.now().wall, useLanguage());
  return (
    <Card title={t('status.revoked')} side={moment}>
      <Outcomes outcomes={props.outcomes} />
    </Card>
  );
}

function Outcomes({ outcomes }: { readonly outcomes: readonly RevocationOutcome[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.outcomes}>
      {outcomes.map((outcome) => (
        <li key={`${outcome.token} ${outcome.at}`}>
          {t(`details.outcome.${wordOf(outcome)}`, {
            token: t(
              outcome.token === 'access_token' ? 'details.accessToken' : 'details.refreshToken',
            ),
            reason: reasonOf(outcome) ?? t('details.noReason'),
          })}
        </li>
      ))}
    </ul>
  );
}

/** A server that answered without deciding, as with a 503, did answer. */
function wordOf({ outcome, httpStatus }: RevocationOutcome) {
  return outcome === 'unanswered' && httpStatus !== null ? 'undecided' : outcome;
}

function reasonOf(outcome: RevocationOutcome): string | null {
  const status = outcome.httpStatus === null ? null : `HTTP ${outcome.httpStatus}`;
  return [outcome.oauthError, status].filter((part) => part !== null).join(', ') || null;
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : null;
}
