/** The keys and menu commands that act wherever the focus is. */
import { useEffect } from 'react';
import { useServices } from '../services.tsx';
import { type UiAction, useUi } from '../ui-state.tsx';

/** The search field carries this id, so that keys and the menu can find it. */
export const searchFieldId = 'search-accounts';

/** Listens to the window's keys and to main's menu while mounted; an open dialog keeps its keys to itself. */
export function useShortcuts(): void {
  const { client } = useServices();
  const { state, dispatch } = useUi();
  const dialogOpen = state.dialog !== null;
  useEffect(() => {
    const run = (command: Command): void => {
      if (dialogOpen) return;
      if (command === 'find') focusSearch();
      else dispatch(dialogActions[command]);
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
  }, [client, dialogOpen, dispatch]);
}

type Command = 'add_account' | 'settings' | 'find';

const dialogActions: Readonly<Record<Exclude<Command, 'find'>, UiAction>> = {
  add_account: { type: 'dialog_opened', dialog: { kind: 'add' } },
  settings: { type: 'dialog_opened', dialog: { kind: 'settings' } },
};

function commandOf(event: KeyboardEvent): Command | null {
  if (event.isComposing || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return withCommandKey(event.key.toLowerCase());
  return event.key === '/' && !isTyping(event.target) ? 'find' : null;
}

function withCommandKey(key: string): Command | null {
  if (key === 'n') return 'add_account';
  if (key === ',') return 'settings';
  return key === 'f' ? 'find' : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}

function focusSearch(): void {
  const input = document.querySelector<HTMLInputElement>(
    `#${searchFieldId} input, input#${searchFieldId}`,
  );
  input?.focus();
  input?.select();
}
