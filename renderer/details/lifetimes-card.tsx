/** Since when, and how much is left of each token's lifetime, as far as the server said. */
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { remainingFraction, remainingMs } from '../../shared/expiry.ts';
import { formatDuration } from '../../shared/format-duration.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { formatMoment, formatMomentInFull } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { toneOf } from '../list/status-look.ts';
import { useStatus } from '../list/use-status.ts';
import { useNow } from '../use-snapshot.ts';
import { Card, Fact, Facts } from './card.tsx';
import styles from './lifetimes-card.module.css';
import { RefreshLife } from './refresh-life.tsx';

/** Only the access token where there is no other. The refresh token's lifetime has no field in the protocol (RFC 6749): mostly it is unknown, and says so. */
export function LifetimesCard({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  return (
    <Card title={t('details.lifetimes')}>
      <div className={styles.lives}>
        <span>{t('details.accessToken')}</span>
        <AccessLife account={account} />
        {needsNoPerson(account.definition) ? null : (
          <>
            <span>{t('details.refreshToken')}</span>
            <RefreshLife account={account} />
          </>
        )}
      </div>
      <Times account={account} />
    </Card>
  );
}

function AccessLife({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const status = useStatus(account);
  const { access } = account;
  if (access === null || !account.accessTokenHeld) {
    return <span className={styles.words}>{t('details.notHeldHere')}</span>;
  }
  const left = remainingMs(access, now);
  if (left === null) return <span className={styles.words}>{t('details.heldNoEnd')}</span>;
  const percent = `${(remainingFraction(access, now) ?? 0) * 100}%`;
  return (
    <>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles[toneOf(status)]} style={{ width: percent }} />
      </span>
      <b className={styles.time}>
        {left === 0 ? t('details.ended') : formatDuration(left, language)}
      </b>
    </>
  );
}

function Times({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { wall } = useNow();
  const moment = (at: number) => ({
    title: formatMomentInFull(at, language),
    children: formatMoment(at, wall, language),
  });
  return (
    <Facts>
      {account.access === null ? null : (
        <Fact term={t('details.issued')} {...moment(account.access.issuedAt)} />
      )}
      {account.nextRefresh === null ? null : (
        <Fact term={t('details.nextRefresh')} {...moment(account.nextRefresh.at)} />
      )}
      {account.lastRefreshedAt === null ? null : (
        <Fact term={t('details.lastRefreshed')} {...moment(account.lastRefreshedAt)} />
      )}
      <Fact term={t('details.added')} {...moment(account.createdAt)} />
    </Facts>
  );
}
