/** How long the refresh token lives and whose word that is; that nobody said it is a state of its own (O-52). */
import { useTranslation } from 'react-i18next';
import type { AccountView, RefreshEnd } from '../../shared/account-view.ts';
import { remainingFraction, remainingMs } from '../../shared/expiry.ts';
import { formatDuration } from '../../shared/format-duration.ts';
import { presetOf } from '../../shared/presets.ts';
import { classNames } from '../design/class-names.ts';
import { formatMomentInFull } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useApp, useNow } from '../use-snapshot.ts';
import styles from './lifetimes-card.module.css';

/** Bar and time with a line of words below, for the two cells beside its name. */
export function RefreshLife({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { refreshEnd } = account;
  if (!account.refreshTokenHeld) {
    return <span className={styles.words}>{t('details.notHeldHere')}</span>;
  }
  if (refreshEnd === null) return <UnknownLife />;
  return (
    <>
      <KnownLife end={refreshEnd} />
      <Source account={account} end={refreshEnd} />
    </>
  );
}

function UnknownLife() {
  const { t } = useTranslation();
  return (
    <>
      <span className={classNames(styles.bar, styles.unknown)} aria-hidden="true" />
      <span className={styles.time}>{t('details.unknownEnd')}</span>
      <span className={styles.note}>{t('details.held')}</span>
    </>
  );
}

function KnownLife({ end }: { readonly end: RefreshEnd }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const left = remainingMs(end, now) ?? 0;
  // What nobody but the server knows is not said as a fact.
  const ended = t(end.saidBy === 'server' ? 'details.ended' : 'details.probablyEnded');
  return (
    <>
      <span className={styles.bar} aria-hidden="true">
        <span
          className={styles[left === 0 ? 'off' : 'ok']}
          style={{ width: `${(remainingFraction(end, now) ?? 0) * 100}%` }}
        />
      </span>
      <b className={styles.time} title={formatMomentInFull(end.expiresAt, language)}>
        {left === 0 ? ended : formatDuration(left, language)}
      </b>
    </>
  );
}

type SourceProps = { readonly account: AccountView; readonly end: RefreshEnd };

/** Whose word it is, and whether the token is used in time where its end is one of not being used. */
function Source({ account, end }: SourceProps) {
  const { t } = useTranslation();
  const { settings } = useApp();
  const { provider, automaticRefresh } = account.definition;
  const name = presetOf(provider).name ?? t(`dialogs.provider.${provider}`);
  const source = t(`details.saidBy.${end.saidBy}`, { provider: name });
  const isUnused = end.expiresAt === account.refreshUnused?.expiresAt;
  const isKept = settings.automaticRefresh && automaticRefresh !== 'off';
  return (
    <>
      <span className={styles.note}>{source}</span>
      {isUnused && account.grant.status === 'live' ? (
        <span className={styles.note}>
          {t(isKept ? 'details.usedInTime' : 'details.notUsedInTime')}
        </span>
      ) : null}
    </>
  );
}
