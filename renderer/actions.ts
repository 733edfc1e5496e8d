/** Everything a click or a key can ask of main from the frame; each answer becomes words in a toast. */
import type { TFunction } from 'i18next';
import type { Dispatch } from 'react';
import type { AccountView } from '../shared/account-view.ts';
import type { ErrorView } from '../shared/errors.ts';
import type { CopyForm } from '../shared/operations.ts';
import type { Language } from '../shared/settings.ts';
import type { Notice } from '../shared/snapshot.ts';
import { nextStepAfter } from './errors/next-step.ts';
import { sayError } from './errors/say-error.ts';
import { sayCopied, sayRefreshed, sayRefreshedAll } from './say-outcome.ts';
import type { Services } from './services.tsx';
import type { ToastAction } from './toasts/toast-store.ts';
import type { UiAction } from './ui-state.tsx';

export type ActionDeps = Services & {
  readonly dispatch: Dispatch<UiAction>;
  readonly t: TFunction;
  readonly language: Language;
};

export type Actions = {
  readonly copy: (accountId: string, form: CopyForm) => Promise<void>;
  readonly refresh: (accountId: string) => Promise<void>;
  readonly refreshAll: () => Promise<void>;
  /** Starts a sign-in, or a new grant where that takes no person, and opens the dialog that waits for it. */
  readonly signInAgain: (accountId: string) => Promise<void>;
  /** Signs these in one after another; one alone as `signInAgain` does, and none is said. */
  readonly signInEach: (accountIds: readonly string[]) => void;
  readonly cancelFlow: (flowId: string) => Promise<void>;
  /** The provider's own page for ending access. */
  readonly openPage: (accountId: string) => Promise<void>;
  /** The provider's log-out page; revokes nothing. */
  readonly logOut: (accountId: string) => Promise<void>;
  readonly retryKeychain: () => Promise<void>;
  /** Saves the file of a list that this version does not change. */
  readonly saveAccountsCopy: () => Promise<void>;
  readonly dismissNotice: (code: Notice['code']) => Promise<void>;
  /** Says an error of any origin; `again` is what `Try again` runs. */
  readonly showError: (error: ErrorView, about: ErrorContext) => void;
};

export type ErrorContext = {
  readonly accountId?: string | undefined;
  readonly again?: (() => void) | undefined;
};

/** The actions over one set of services. */
export function createActions(deps: ActionDeps): Actions {
  const actions: Actions = {
    copy: async (accountId, form) => {
      const answer = await deps.client.request('account.copy', { accountId, form });
      if (answer.ok) deps.toasts.show(sayCopied(deps.t, deps.language, answer.value));
      else
        actions.showError(answer.error, { accountId, again: () => actions.copy(accountId, form) });
    },
    refresh: async (accountId) => {
      const answer = await deps.client.request('account.refresh', { accountId });
      if (!answer.ok) {
        actions.showError(answer.error, { accountId, again: () => actions.refresh(accountId) });
        return;
      }
      const label = deps.store.account(accountId)?.definition.label ?? '';
      deps.toasts.show({
        ...sayRefreshed(deps.t, label, answer.value),
        action: answer.value.saved ? undefined : retryKeychain(deps, actions),
        topic: `account:${accountId}`,
      });
    },
    refreshAll: async () => {
      const answer = await deps.client.request('account.refresh_all', {});
      if (answer.ok) {
        const action = answer.value.unsaved > 0 ? retryKeychain(deps, actions) : undefined;
        deps.toasts.show({ ...sayRefreshedAll(deps.t, answer.value), action });
      } else actions.showError(answer.error, { again: actions.refreshAll });
    },
    signInAgain: async (accountId) => {
      const answer = await deps.client.request('flow.reauthorize', { accountId });
      if (answer.ok) {
        const { flowId } = answer.value;
        deps.dispatch({ type: 'dialog_opened', dialog: { kind: 'waiting', flowId } });
      } else {
        actions.showError(answer.error, { accountId, again: () => actions.signInAgain(accountId) });
      }
    },
    signInEach: (accountIds) => {
      const [first, ...others] = accountIds;
      if (first === undefined) {
        deps.toasts.show({ tone: 'info', title: deps.t('notices.noneToSignIn'), topic: 'walk' });
      } else if (others.length === 0) void actions.signInAgain(first);
      else {
        deps.walk.start(accountIds);
        deps.dispatch({ type: 'dialog_opened', dialog: { kind: 'walk' } });
      }
    },
    cancelFlow: async (flowId) => {
      const answer = await deps.client.request('flow.cancel', { flowId });
      if (!answer.ok) actions.showError(answer.error, {});
    },
    openPage: async (accountId) => {
      const answer = await deps.client.request('account.open_page', { accountId });
      if (answer.ok) deps.toasts.show({ tone: 'info', title: deps.t('revocation.pageOpened') });
      else actions.showError(answer.error, { accountId });
    },
    logOut: async (accountId) => {
      const answer = await deps.client.request('account.log_out', { accountId });
      if (answer.ok) deps.toasts.show({ tone: 'info', title: deps.t('revocation.logOut.opened') });
      else actions.showError(answer.error, { accountId });
    },
    retryKeychain: async () => {
      const answer = await deps.client.request('keychain.retry', {});
      if (answer.ok) deps.toasts.show(sayKeychain(deps));
      else actions.showError(answer.error, { again: actions.retryKeychain });
    },
    saveAccountsCopy: async () => {
      const answer = await deps.client.request('account.save_copy', {});
      if (!answer.ok) actions.showError(answer.error, { again: actions.saveAccountsCopy });
      else if (answer.value.saved)
        deps.toasts.show({ tone: 'success', title: deps.t('notices.copySaved') });
    },
    dismissNotice: async (code) => {
      const answer = await deps.client.request('notice.dismiss', { code });
      if (!answer.ok) actions.showError(answer.error, {});
    },
    showError: (error, about) => showError(deps, actions, { error, about }),
  };
  return actions;
}

function sayKeychain({ store, t }: ActionDeps) {
  const keychain = store.app()?.keychain;
  const ready = keychain?.state === 'ready';
  const name = keychain?.name ?? '';
  return {
    tone: ready ? 'success' : 'info',
    title: ready
      ? t('notices.keychain.nowReady', { name })
      : t('notices.keychain.stillNot', { name }),
    topic: 'keychain',
  } as const;
}

type Failure = { readonly error: ErrorView; readonly about: ErrorContext };

function showError(deps: ActionDeps, actions: Actions, { error, about }: Failure): void {
  const account = accountOf(deps, about);
  const said = sayError(deps, error, account);
  const label = account?.definition.label;
  deps.toasts.show({
    tone: 'error',
    title:
      label === undefined ? said.title : deps.t('notices.forAccount', { label, title: said.title }),
    body: [said.hint, said.fromServer].filter((part) => part !== null).join('\n'),
    action: toastAction(deps, actions, { error, about }),
    topic: about.accountId === undefined ? error.code : `account:${about.accountId}`,
  });
}

function accountOf({ store }: ActionDeps, { accountId }: ErrorContext): AccountView | undefined {
  return accountId === undefined ? undefined : store.account(accountId);
}

function retryKeychain({ t }: ActionDeps, actions: Actions): ToastAction {
  return { label: t('list.tryAgain'), run: () => void actions.retryKeychain() };
}

function toastAction(
  deps: ActionDeps,
  actions: Actions,
  { error, about }: Failure,
): ToastAction | undefined {
  const { accountId, again } = about;
  const step = nextStepAfter(error.code, accountOf(deps, about));
  if (step === 'retry_keychain') return retryKeychain(deps, actions);
  if (step === 'try_again' && again !== undefined) {
    return { label: deps.t('list.tryAgain'), run: again };
  }
  if (accountId === undefined) return undefined;
  if (step === 'sign_in' || step === 'get_token') {
    const label = deps.t(step === 'sign_in' ? 'list.signInAgain' : 'list.getToken');
    return { label, run: () => void actions.signInAgain(accountId) };
  }
  if (step !== 'edit') return undefined;
  const dialog = { kind: 'edit', accountId } as const;
  return {
    label: deps.t('list.edit'),
    run: () => deps.dispatch({ type: 'dialog_opened', dialog }),
  };
}
