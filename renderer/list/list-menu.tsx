/** The one menu all rows share: opening it names the account and the button it hangs from. */
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { AccountMenu } from './account-menu.tsx';

export type ListMenu = {
  readonly openFor: string | null;
  readonly open: (accountId: string, anchor: HTMLElement) => void;
};

const ListMenuContext = createContext<ListMenu | null>(null);

/** A menu per row would cost more than the row itself. */
export function ListMenuProvider({ children }: { readonly children: ReactNode }) {
  const [openFor, setOpenFor] = useState<string | null>(null);
  const anchor: RefObject<HTMLElement | null> = useRef(null);
  const menu = useMemo(
    () => ({
      openFor,
      open: (accountId: string, element: HTMLElement) => {
        anchor.current = element;
        setOpenFor(accountId);
      },
    }),
    [openFor],
  );
  return (
    <ListMenuContext value={menu}>
      {children}
      {openFor === null ? null : (
        <AccountMenu accountId={openFor} anchor={anchor} onClose={() => setOpenFor(null)} />
      )}
    </ListMenuContext>
  );
}

/** The menu; throws outside of `ListMenuProvider`. */
export function useListMenu(): ListMenu {
  const menu = useContext(ListMenuContext);
  if (menu === null) throw new Error('useListMenu needs a ListMenuProvider above it.');
  return menu;
}
