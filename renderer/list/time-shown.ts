/** What an account says about time, drawn and spoken: a countdown while one runs, else words about how it ended. */
import type { TFunction } from 'i18next';
import { type AccountView, type GrantState, isEnding } from '../../shared/account-view.ts';
import { type Now, remainingMs } from '../../shared/expiry.ts';
import { formatDuration, formatWholeMinutes } from '../../shared/format-duration.ts';
import type { Language } from '../../shared/settings.ts';
import type { Status } from '../../shared/status.ts';
import { lastUntil } from '../../shared/verdict.ts';
import { formatAgo, formatMinute, formatMoment } from '../i18n/format-moment.ts';

export type TimeShown = {
  readonly kind: 'countdown' | 'words';
  readonly text: string;
  /** The same in whole minutes, so that it changes seldom; for accessible descriptions. */
  readonly spoken: string;
};

type TimeInput = {
  readonly account: AccountView;
  readonly status: Status;
  readonly now: Now;
  readonly t: TFunction;
  readonly language: Language;
};

/** Whatever the status, a running token keeps its countdown until its grant is over. */
export function showTime(input: TimeInput): TimeShown {
  const { account, status, now, t, language } = input;
  if (account.grant.status === 'revoked') {
    return words(formatMoment(account.grant.at, now.wall, language));
  }
  if (isEnding(account.grant) && status !== 'expired')
    return words(sayEnding(input, account.grant));
  const left =
    account.access === null || !account.accessTokenHeld ? 0 : remainingMs(account.access, now);
  if (left !== null && left > 0) return countdown(left, t, language);
  if (status === 'needs_sign_in') return words(t(`list.time.${whyNoTime(account.grant)}`));
  if (status === 'no_token') return words(t('list.time.notIssued'));
  if (left === null) return words(t('list.time.notAnnounced'));
  const endedAt = account.access?.expiresAt ?? null;
  return words(
    endedAt === null ? t('details.notHeldHere') : formatAgo(now.wall - endedAt, language),
  );
}

/** No server said anything where it is the keychain's item that cannot be used. */
function whyNoTime(grant: GrantState): 'notSignedIn' | 'notUsable' | 'endedByServer' {
  if (grant.status !== 'refused') return 'notSignedIn';
  return grant.error.code.startsWith('secret_') ? 'notUsable' : 'endedByServer';
}

/** When it ends or is asked for again, where that is known. */
function sayEnding(input: TimeInput, grant: Extract<GrantState, { readonly outcomes: unknown }>) {
  const { status, now, t, language } = input;
  if (status === 'alive_until') {
    return formatMinute(lastUntil(grant.outcomes) ?? now.wall, now.wall, language);
  }
  const nextTryAt = grant.status === 'revocation_pending' ? grant.nextTryAt : null;
  return nextTryAt === null || nextTryAt <= now.wall
    ? t('list.time.notConfirmed')
    : t('list.time.nextTry', { moment: formatMinute(nextTryAt, now.wall, language) });
}

function words(text: string): TimeShown {
  return { kind: 'words', text, spoken: text };
}

function countdown(left: number, t: TFunction, language: Language): TimeShown {
  const duration = formatWholeMinutes(left, language);
  return {
    kind: 'countdown',
    text: formatDuration(left, language),
    spoken: duration === null ? t('list.time.lessThanAMinute') : t('list.time.left', { duration }),
  };
}
