/** An error in the words of the catalogue, with what the server itself said, as text and never as markup. */
import type { TFunction } from 'i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { formatWholeMinutes } from '../../shared/format-duration.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { Language } from '../../shared/settings.ts';
import { isSecretGone } from './next-step.ts';

export type SaidError = {
  readonly title: string;
  readonly hint: string;
  /** Name, status and description as the server gave them; null where it gave nothing. */
  readonly fromServer: string | null;
};

export type Words = { readonly t: TFunction; readonly language: Language };

/** What to show of an error; for an account that nobody signs in to, without asking for a sign-in. */
export function sayError(
  { t, language }: Words,
  error: ErrorView,
  account?: Pick<AccountView, 'definition'>,
): SaidError {
  const noPerson = account !== undefined && needsNoPerson(account.definition);
  const { oauthError, httpStatus, description } = error.details;
  const facts = [
    oauthError,
    httpStatus === undefined ? undefined : t('dialogs.httpStatus', { status: httpStatus }),
    description,
  ].filter((fact) => fact !== undefined && fact !== '');
  return {
    title: t(`errors.${error.code}.title`),
    hint:
      noPerson && isSecretGone(error.code)
        ? t('details.secretGone')
        : t(`errors.${error.code}.hint`, { clock: sayClock({ t, language }, error) }),
    fromServer: facts.length === 0 ? null : facts.join(' · '),
  };
}

/** By how much the two clocks differ, as far as that is known; empty for every other error. */
function sayClock({ t, language }: Words, { code, details }: ErrorView): string {
  if (code !== 'clock_wrong') return '';
  const { clockAheadMs = 0 } = details;
  const difference = formatWholeMinutes(Math.abs(clockAheadMs), language);
  if (difference === null) return t('dialogs.clock.differs');
  return t(clockAheadMs > 0 ? 'dialogs.clock.ahead' : 'dialogs.clock.behind', { difference });
}
