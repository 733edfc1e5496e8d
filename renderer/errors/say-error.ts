/** An error in the words of the catalogue, with what the server itself said, as text and never as markup. */
import type { TFunction } from 'i18next';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { isSecretGone } from './next-step.ts';

export type SaidError = {
  readonly title: string;
  readonly hint: string;
  /** Name, status and description as the server gave them; null where it gave nothing. */
  readonly fromServer: string | null;
};

/** What to show of an error; for an account that nobody signs in to, without asking for a sign-in. */
export function sayError(
  t: TFunction,
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
        : t(`errors.${error.code}.hint`),
    fromServer: facts.length === 0 ? null : facts.join(' · '),
  };
}
