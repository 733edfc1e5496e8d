/** One account in the list: ring, label and whose it is, environment and scopes, time over status, its buttons. */
import { useTranslation } from 'react-i18next';
import { type AccountView, nameOfSubject } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { splitScope, tellingFirst } from '../../shared/scope.ts';
import { shortAddress } from '../../shared/short-address.ts';
import type { Status } from '../../shared/status.ts';
import { classNames } from '../design/class-names.ts';
import { formatMoment } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { useAccount } from '../use-snapshot.ts';
import styles from './account-row.module.css';
import { ExpiryRing } from './expiry-ring.tsx';
import { RowActions } from './row-actions.tsx';
import { rowDescriptionId, rowLabelId } from './row-ids.ts';
import { StatusMark } from './status-mark.tsx';
import { useStatus, useTimeShown } from './use-status.ts';

/** Renders again when its own account changes; what ticks inside ticks by itself. */
export function AccountRow({ accountId }: { readonly accountId: string }) {
  const account = useAccount(accountId);
  return account === undefined ? null : <RowBody account={account} />;
}

function RowBody({ account }: { readonly account: AccountView }) {
  const { definition } = account;
  const status = useStatus(account);
  const server = shortAddress(account.server);
  const who = whoOf(account);
  return (
    <div className={styles.row}>
      <ExpiryRing account={account} status={status} size={24} stroke={3} />
      <div className={styles.name}>
        <div className={styles.label} id={rowLabelId(account.accountId)}>
          {definition.label}
        </div>
        <div className={styles.whose}>{who === null ? server : `${who} · ${server}`}</div>
      </div>
      <Chips account={account} />
      <div className={styles.time}>
        <TimeText account={account} />
        <div
          className={classNames(
            styles.status,
            status === 'server_unavailable' && styles.statusInTwoLines,
          )}
        >
          <RowStatus account={account} status={status} />
        </div>
      </div>
      <RowDescription account={account} />
      <RowActions account={account} status={status} />
    </div>
  );
}

/** The user, or the client where nobody signs in; null where the server does not say. */
function whoOf({ subject, definition }: AccountView): string | null {
  if (subject !== null) return nameOfSubject(subject);
  return needsNoPerson(definition) ? definition.clientId : null;
}

/** The word, and until when where that is what a person asks next. */
function RowStatus({
  account,
  status,
}: {
  readonly account: AccountView;
  readonly status: Status;
}) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const { unavailableUntil } = account;
  if (status !== 'server_unavailable' || unavailableUntil === null) {
    return <StatusMark status={status} />;
  }
  const moment = formatMoment(unavailableUntil.at, clock.now().wall, language);
  return (
    <StatusMark
      status={status}
      text={t('details.until', { status: t(`status.${status}`), moment })}
    />
  );
}

function TimeText({ account }: { readonly account: AccountView }) {
  const time = useTimeShown(account);
  return (
    <div className={time.kind === 'countdown' ? styles.countdown : styles.words}>{time.text}</div>
  );
}

function RowDescription({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { spoken } = useTimeShown(account);
  const status = useStatus(account);
  return (
    <span hidden id={rowDescriptionId(account.accountId)}>
      {t('list.description', { status: t(`status.${status}`), time: spoken })}
    </span>
  );
}

function Chips({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { environment, scope } = account.definition;
  const [first, ...rest] = tellingFirst(splitScope(account.grantedScope ?? scope));
  return (
    <div className={styles.chips}>
      {environment === 'none' ? null : (
        <span
          className={classNames(styles.chip, environment === 'production' && styles.production)}
        >
          {t(`list.environment.${environment}`)}
        </span>
      )}
      {account.local ? (
        <span className={classNames(styles.chip, styles.local)} title={t('list.localMeaning')}>
          {t('list.local')}
        </span>
      ) : null}
      {first === undefined || (account.local && environment !== 'none') ? null : (
        <span className={classNames(styles.chip, styles.scope)}>{first}</span>
      )}
      {rest.length === 0 ? null : (
        <span className={styles.more} title={rest.join(' ')}>
          {t('list.moreScopes', { count: rest.length })}
        </span>
      )}
    </div>
  );
}
