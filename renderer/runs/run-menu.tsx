/** What can be done with many accounts at once, as one menu: the selected, all that is shown, or a whole scope in a panic. */
import { ListChecks } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import styles from '../list/account-menu.module.css';
import { useServices } from '../services.tsx';
import { useUi } from '../ui-state.tsx';
import { useApp, useHasAccounts } from '../use-snapshot.ts';
import { useOpenPanic } from './use-open-panic.ts';

/** Each item says how many it is about. */
export function RunMenu() {
  const { t } = useTranslation();
  const isEmpty = !useHasAccounts();
  const items = useItems();
  return (
    <MenuTrigger>
      <Button icon={ListChecks} mayShrink label={t('runs.menu.label')} isDisabled={isEmpty} />
      <Popover placement="bottom end" offset={4} className={classNames(styles.popover)}>
        <Menu aria-label={t('runs.menu.label')} className={classNames(styles.menu)}>
          {items.map(({ label, isDisabled, isDanger, run }) => (
            <MenuItem
              key={label}
              textValue={label}
              isDisabled={isDisabled}
              className={classNames(styles.item, isDanger && styles.danger)}
              onAction={run}
            >
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function useItems() {
  const { t } = useTranslation();
  const { roster } = useServices();
  const { run } = useApp();
  const { state, dispatch } = useUi();
  const openPanic = useOpenPanic();
  const groups = useSyncExternalStore(roster.subscribe, roster.groups);
  const shown = groups.flatMap((group) => group.members.map((it) => it.accountId));
  const { marked, selectedAccountId } = state;
  const selected =
    marked.length > 0 ? marked : selectedAccountId === null ? [] : [selectedAccountId];
  const revoke = (accountIds: readonly string[]) => () =>
    dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke_many', accountIds } });
  return [
    {
      label: t('runs.menu.selected', { count: selected.length }),
      isDisabled: selected.length === 0,
      isDanger: false,
      run: revoke(selected),
    },
    {
      label: t('runs.menu.shown', { count: shown.length }),
      isDisabled: shown.length === 0,
      isDanger: false,
      run: revoke(shown),
    },
    { label: t('runs.menu.panic'), isDisabled: false, isDanger: true, run: openPanic },
    ...(run === null
      ? []
      : [
          {
            label: t('runs.menu.show'),
            isDisabled: false,
            isDanger: false,
            run: () =>
              dispatch({ type: 'dialog_opened', dialog: { kind: 'run', runId: run.runId } }),
          },
        ]),
  ];
}
