/** The keys and menu commands that act wherever the focus is. */
import { useCallback, useEffect } from 'react';
import type { MenuCommand } from '../../shared/contract.ts';
import { statusOf } from '../../shared/status.ts';
import { useActions } from '../actions-context.tsx';
import { useOpenPanic } from '../runs/use-open-panic.ts';
import { useServices } from '../services.tsx';
import { type UiAction, useUi } from '../ui-state.tsx';

/** The search of the activity carries this id; it is found first while it is there. */
export const activitySearchId = 'search-activity';

/** The search field carries this id, so that keys and the menu can find it. */
export const searchFieldId = 'search-accounts';

/** Listens to the window's keys and to main's menu while mounted; an open dialog keeps its keys to itself. */
export function useShortcuts(): void {
  const { client } = useServices();
  const { state, dispatch } = useUi();
  const signInEach = useSignInEach();
  const openPanic = useOpenPanic();
  const dialogOpen = state.dialog !== null;
  useEffect(() => {
    const run = (command: MenuCommand): void => {
      if (dialogOpen) return;
      if (command === 'find') focusSearch();
      else if (command === 'sign_in_each') signInEach();
      else if (command === 'panic') openPanic();
      else dispatch(plainActions[command]);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = commandOf(event);
      if (command === null) return;
      event.preventDefault();
      run(command);
    };
    // While capturing, because some fields keep every key to themselves.
    document.addEventListener('keydown', onKeyDown, { capture: true });
    const stop = client.on('menu.chosen', run);
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true });
      stop();
    };
  }, [client, dialogOpen, dispatch, signInEach, openPanic]);
}

/** Whatever the list shows just now: the menu speaks of all accounts. */
function useSignInEach(): () => void {
  const { store, clock } = useServices();
  const actions = useActions();
  return useCallback(() => {
    const now = clock.now();
    const waiting = store.accounts().filter((it) => statusOf(it, now) === 'needs_sign_in');
    actions.signInEach(waiting.map((it) => it.accountId));
  }, [store, clock, actions]);
}

const plainActions: Readonly<
  Record<'add_account' | 'found_token' | 'settings' | 'activity', UiAction>
> = {
  add_account: { type: 'dialog_opened', dialog: { kind: 'add' } },
  found_token: { type: 'dialog_opened', dialog: { kind: 'found' } },
  settings: { type: 'dialog_opened', dialog: { kind: 'settings' } },
  activity: { type: 'activity_opened', accountId: null },
};

function commandOf(event: KeyboardEvent): MenuCommand | null {
  if (event.isComposing || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return withCommandKey(event.key.toLowerCase());
  return event.key === '/' && !isTyping(event.target) ? 'find' : null;
}

function withCommandKey(key: string): MenuCommand | null {
  if (key === 'n') return 'add_account';
  if (key === ',') return 'settings';
  if (key === 'l') return 'activity';
  return key === 'f' ? 'find' : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}

function focusSearch(): void {
  const input =
    document.querySelector<HTMLInputElement>(
      `#${activitySearchId} input, input#${activitySearchId}`,
    ) ??
    document.querySelector<HTMLInputElement>(`#${searchFieldId} input, input#${searchFieldId}`);
  input?.focus();
  input?.select();
}
