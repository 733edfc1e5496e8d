/** What else can be done with an account, as a menu; a row without the usual buttons finds them here. */
import {
  Ban,
  Copy,
  CopyPlus,
  KeyRound,
  LogIn,
  LogOut,
  type LucideIcon,
  Pencil,
  RefreshCw,
  TextCursorInput,
  Trash2,
} from 'lucide-react';
import type { RefObject } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';
import { useActions } from '../actions-context.tsx';
import { classNames } from '../design/class-names.ts';
import { useUi } from '../ui-state.tsx';
import { useAccount } from '../use-snapshot.ts';
import styles from './account-menu.module.css';
import { useStatus } from './use-status.ts';
import { whatIsPossible } from './what-is-possible.ts';

type MenuProps = {
  readonly accountId: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
};

/** Closes by itself when the account is gone. */
export function AccountMenu(props: MenuProps) {
  const account = useAccount(props.accountId);
  return account === undefined ? null : <OpenMenu {...props} account={account} />;
}

function OpenMenu(props: MenuProps & { readonly account: AccountView }) {
  const { account, anchor, onClose } = props;
  const { t } = useTranslation();
  const items = useMenuItems(account);
  return (
    <Popover
      isOpen
      triggerRef={anchor}
      trigger="MenuTrigger"
      aria-label={t('list.menuLabel', { label: account.definition.label })}
      placement="bottom end"
      offset={4}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={classNames(styles.popover)}
    >
      <Menu
        autoFocus="first"
        aria-label={t('list.menuLabel', { label: account.definition.label })}
        className={classNames(styles.menu)}
        onClose={onClose}
      >
        {items.map((item) => (
          <MenuItem
            key={item.label}
            textValue={item.label}
            isDisabled={item.disabled ?? false}
            className={classNames(styles.item, item.danger && styles.danger)}
            onAction={item.run}
          >
            <item.icon aria-hidden="true" className={styles.icon} />
            {item.label}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}

type Item = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly run: () => void;
};

function useMenuItems(account: AccountView): readonly Item[] {
  const { t } = useTranslation();
  const actions = useActions();
  const { dispatch } = useUi();
  const possible = whatIsPossible(account, useStatus(account));
  const { accountId } = account;
  const open = (kind: 'revoke' | 'remove' | 'edit' | 'add_like' | 'log_out') =>
    dispatch({ type: 'dialog_opened', dialog: { kind, accountId } });
  const hidden: readonly Item[] =
    possible.nextStep === null
      ? []
      : [
          {
            label: t('list.copyToken'),
            icon: Copy,
            disabled: possible.copy !== null,
            run: () => void actions.copy(accountId, 'token'),
          },
          {
            label: t('list.refresh'),
            icon: RefreshCw,
            disabled: possible.refresh !== null,
            run: () => void actions.refresh(accountId),
          },
          {
            label: t('list.revoke'),
            icon: Ban,
            disabled: possible.revoke !== null,
            run: () => open('revoke'),
          },
        ];
  // Once everything is revoked there is nothing left to warn of.
  const logOut: Item = {
    label: t('revocation.logOut.action'),
    icon: LogOut,
    run: () =>
      account.grant.status === 'revoked' ? void actions.logOut(accountId) : open('log_out'),
  };
  return [
    ...hidden,
    {
      label: t('list.copyHeader'),
      icon: TextCursorInput,
      disabled: possible.copy !== null,
      run: () => void actions.copy(accountId, 'header'),
    },
    {
      label: t(needsNoPerson(account.definition) ? 'list.getToken' : 'list.signInAgain'),
      icon: needsNoPerson(account.definition) ? KeyRound : LogIn,
      disabled:
        account.operation === 'reauthorizing' || account.grant.status === 'revocation_pending',
      run: () => void actions.signInAgain(accountId),
    },
    ...(account.canLogOut ? [logOut] : []),
    { label: t('list.addLike'), icon: CopyPlus, run: () => open('add_like') },
    { label: t('list.edit'), icon: Pencil, run: () => open('edit') },
    { label: t('list.remove'), icon: Trash2, danger: true, run: () => open('remove') },
  ];
}
