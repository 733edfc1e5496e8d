/** What was typed into `Add account`, kept while the window lives, so that closing or failing loses nothing. */
import type { AccountView } from '../../shared/account-view.ts';
import { type AccountForm, emptyForm, formLike, formOf, sameForm } from '../forms/account-form.ts';
import type { DialogState } from '../ui-state.tsx';

export type AccountDraft = {
  readonly form: AccountForm;
  /** The form as it was before anything was typed. */
  readonly untouched: AccountForm;
  /** The account this one is like, null for a fresh one. */
  readonly likeAccountId: string | null;
  /** The account that a failed sign-in left, to be corrected instead of adding another. */
  readonly unfinishedAccountId: string | null;
};

/** A fresh draft. */
export function newDraft(): AccountDraft {
  return draftOf(emptyForm('custom_oidc'));
}

/** The draft to show: what is kept, unless another account is to be taken as the pattern. */
export function draftFor(
  dialog: DialogState,
  kept: AccountDraft | null,
  pattern: AccountView | undefined,
): AccountDraft {
  if (dialog?.kind !== 'add_like' || pattern === undefined) return kept ?? newDraft();
  if (kept?.likeAccountId === dialog.accountId) return kept;
  return { ...draftOf(formLike(pattern.definition)), likeAccountId: dialog.accountId };
}

/** Back to the form after a sign-in that failed: the account holds what was typed, the keychain its secret. */
export function draftOfUnfinished({ accountId, definition }: AccountView): AccountDraft {
  return { ...draftOf(formOf(definition)), unfinishedAccountId: accountId };
}

/** What was typed for an account that is about to be taken away with its sign-in. */
export function draftOfAbandoned({ definition }: AccountView): AccountDraft {
  return { ...newDraft(), form: formOf(definition) };
}

/** True when there is something to lose; having only looked at another provider is nothing. */
export function isTouched(draft: AccountDraft): boolean {
  const { form, untouched } = draft;
  return !sameForm(form, untouched) && !sameForm(form, emptyForm(form.provider));
}

function draftOf(form: AccountForm): AccountDraft {
  return { form, untouched: form, likeAccountId: null, unfinishedAccountId: null };
}
