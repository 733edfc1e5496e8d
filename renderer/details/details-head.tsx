/** How long still: the large ring, the time, and until or since when. */
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountView, type GrantState, isEnding } from '../../shared/account-view.ts';
import type { Status } from '../../shared/status.ts';
import { lastUntil } from '../../shared/verdict.ts';
import { classNames } from '../design/class-names.ts';
import { formatMoment, formatMomentInFull } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { ExpiryRing } from '../list/expiry-ring.tsx';
import { StatusMark } from '../list/status-mark.tsx';
import { useStatus, useTimeShown } from '../list/use-status.ts';
import { useServices } from '../services.tsx';
import styles from './details-head.module.css';
import { MoreActions } from './more-actions.tsx';

type HeadProps = {
  readonly account: AccountView;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
};

/** The heading can take the focus, so that opening the details moves a screen reader there. */
export function DetailsHead({ account, headingRef }: HeadProps) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const status = useStatus(account);
  const time = useTimeShown(account);
  const moment = momentOf(account, status);
  const word = t(`status.${status}`);
  const text =
    moment === null
      ? word
      : t(`details.${moment.kind}`, {
          status: word,
          moment: formatMoment(moment.at, clock.now().wall, language),
        });
  return (
    <header className={styles.head}>
      <ExpiryRing account={account} status={status} size={64} stroke={6} />
      <div className={styles.words}>
        <h2 ref={headingRef} tabIndex={-1} className={styles.label}>
          {account.definition.label}
        </h2>
        <div className={classNames(styles.time, time.kind === 'words' && styles.inWords)}>
          {time.text}
        </div>
        <div title={moment === null ? undefined : formatMomentInFull(moment.at, language)}>
          <StatusMark status={status} text={text} />
        </div>
      </div>
      <MoreActions accountId={account.accountId} />
    </header>
  );
}

function momentOfEnding(grant: EndingGrant, status: Status): Moment | null {
  if (status === 'not_revoked') return { kind: 'tried', at: grant.at };
  if (grant.status !== 'not_revoked') return { kind: 'since', at: grant.at };
  const at = lastUntil(grant.outcomes);
  return at === null ? null : { kind: status === 'alive_until' ? 'upTo' : 'since', at };
}

type EndingGrant = Extract<GrantState, { readonly outcomes: unknown }>;
type Moment = { readonly kind: 'until' | 'since' | 'upTo' | 'tried'; readonly at: number };

function momentOf(account: AccountView, status: Status): Moment | null {
  const { grant, access } = account;
  if (isEnding(grant)) return momentOfEnding(grant, status);
  if (status === 'needs_sign_in') {
    return grant.status === 'refused' ? { kind: 'since', at: grant.at } : null;
  }
  // Since when is told beside the problem.
  if (status === 'needs_correction') return null;
  if (status === 'server_unavailable' && account.unavailableUntil !== null) {
    return { kind: 'until', at: account.unavailableUntil.at };
  }
  if (access === null || access.expiresAt === null) return null;
  return { kind: status === 'expired' ? 'since' : 'until', at: access.expiresAt };
}
