/** What surrounds the grid: keeps rows where they are while it is used, takes the list's keys, opens rows and menus. */
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useRef,
} from 'react';
import { statusOf } from '../../shared/status.ts';
import { useActions } from '../actions-context.tsx';
import { useMediaQuery } from '../design/use-media-query.ts';
import { useServices } from '../services.tsx';
import { focusRow } from '../shell/focus-row.ts';
import { useUi } from '../ui-state.tsx';
import styles from './account-list.module.css';
import { useListMenu } from './list-menu.tsx';
import { whatIsPossible } from './what-is-possible.ts';

/** Wraps the grid; single letters act only here, so that speech input cannot trigger them elsewhere (WCAG 2.2, 2.1.4). */
export function ListSurface({ children }: { readonly children: ReactNode }) {
  const freezing = useFreezing();
  const onKeyDownCapture = useListKeys();
  const { dispatch } = useUi();
  const menu = useListMenu();
  const detailsCover = useMediaQuery('(width < 800px)');
  const open = (event: MouseEvent): void => {
    const accountId = rowOf(event.target)?.dataset.key;
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    const isSelecting = event.ctrlKey || event.metaKey || event.shiftKey;
    if (detailsCover && accountId !== undefined && !onButton && !isSelecting) {
      dispatch({ type: 'details_opened', accountId });
    }
  };
  const openMenu = (event: MouseEvent): void => {
    const row = rowOf(event.target);
    const more = row?.querySelector<HTMLElement>('[data-more]');
    const accountId = row?.dataset.key;
    if (accountId === undefined || more === null || more === undefined) return;
    event.preventDefault();
    menu.open(accountId, more);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the grid inside is what people act on; this listens to what bubbles
    <div
      className={styles.surface}
      onKeyDownCapture={onKeyDownCapture}
      onClickCapture={open}
      onContextMenu={openMenu}
      {...freezing}
    >
      {children}
    </div>
  );
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  const row = target instanceof Element ? target.closest('[role="row"]') : null;
  return row instanceof HTMLElement ? row : null;
}

function useFreezing() {
  const { roster } = useServices();
  const used = useRef({ pointer: false, focus: false });
  const note = (part: 'pointer' | 'focus', value: boolean): void => {
    used.current[part] = value;
    roster.setFrozen(used.current.pointer || used.current.focus);
  };
  return {
    onPointerEnter: () => note('pointer', true),
    onPointerLeave: () => note('pointer', false),
    onFocus: () => note('focus', true),
    onBlur: (event: FocusEvent) => {
      const inside =
        event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
      if (!inside) note('focus', false);
    },
  };
}

/** The button in the head is no stop of Tab inside of the grid: the arrows lead to it, as to the buttons of a row. */
function moveToHead(event: KeyboardEvent, isFirst: boolean): void {
  const head = event.currentTarget.querySelector<HTMLElement>('[data-sign-in-each]');
  if (head === null || event.target === head || !isFirst) return;
  event.preventDefault();
  event.stopPropagation();
  head.focus();
}

function moveFromHead(event: KeyboardEvent, firstId: string | null): void {
  const isOnHead = event.target instanceof Element && event.target.matches('[data-sign-in-each]');
  if (!isOnHead) return;
  event.preventDefault();
  event.stopPropagation();
  focusRow(firstId);
}

function useListKeys(): (event: KeyboardEvent) => void {
  const { store, clock, roster } = useServices();
  const { state, dispatch } = useUi();
  const { marked } = state;
  const actions = useActions();
  return (event) => {
    const accountId = rowOf(event.target)?.dataset.key;
    const firstId = roster.groups()[0]?.members[0]?.accountId ?? null;
    if (event.key === 'ArrowUp') moveToHead(event, accountId === firstId);
    if (event.key === 'ArrowDown') moveFromHead(event, firstId);
    const account = accountId === undefined ? undefined : store.account(accountId);
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (account === undefined || modified || event.nativeEvent.isComposing) return;
    const possible = whatIsPossible(account, statusOf(account, clock.now()));
    const revoke = (): void => {
      if (marked.includes(account.accountId)) {
        dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke_many', accountIds: marked } });
        return;
      }
      if (possible.revoke !== null) return;
      dispatch({
        type: 'dialog_opened',
        dialog: { kind: 'revoke', accountId: account.accountId },
      });
    };
    const oneAgain = (): void =>
      dispatch({ type: 'account_selected', accountId: account.accountId });
    const keys = new Map([
      ['c', () => void actions.copy(account.accountId, 'token')],
      ['h', () => void actions.copy(account.accountId, 'header')],
      ['r', () => void (possible.refresh === null && actions.refresh(account.accountId))],
      ['Delete', revoke],
      ...(marked.length > 0 ? [['Escape', oneAgain] as const] : []),
    ]);
    const act = keys.get(event.key);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act();
  };
}
