/** The virtualised grid of accounts in its groups; the collection is stable, and each row follows its own account. */
import type { ReactElement } from 'react';
import { useMemo, useSyncExternalStore } from 'react';
import {
  Collection,
  GridList,
  GridListHeader,
  GridListItem,
  GridListSection,
  ListLayout,
  type Selection,
  Virtualizer,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import { useMediaQuery } from '../design/use-media-query.ts';
import { useServices } from '../services.tsx';
import type { Member } from '../snapshot-store.ts';
import { useUi } from '../ui-state.tsx';
import styles from './account-list.module.css';
import { AccountRow } from './account-row.tsx';
import type { Group } from './arrange.ts';
import { GroupHead } from './group-head.tsx';
import { ListMenuProvider } from './list-menu.tsx';
import { ListSurface } from './list-surface.tsx';
import { ListTooltip } from './list-tooltip.tsx';
import { rowDescriptionId } from './row-ids.ts';

const wideLayout = { rowSize: 54, headingSize: 32 };
const narrowLayout = { rowSize: 92, headingSize: 32 };

/** The list itself; render it only when there is a row to show. */
export function AccountList() {
  const { roster } = useServices();
  const { state, dispatch } = useUi();
  const { t } = useTranslation();
  const groups = useSyncExternalStore(roster.subscribe, roster.groups);
  const stacked = useMediaQuery('(width < 480px)');
  const { marked, selectedAccountId } = state;
  const selectedKeys = useMemo(
    () => (marked.length > 0 || selectedAccountId === null ? marked : [selectedAccountId]),
    [marked, selectedAccountId],
  );
  const select = (selection: Selection): void => {
    const accountIds = selection === 'all' ? shownIds(groups) : [...selection].map(String);
    const [accountId, second] = accountIds;
    if (accountId === undefined) return;
    if (second === undefined) dispatch({ type: 'account_selected', accountId });
    else dispatch({ type: 'rows_selected', accountIds, lead: leadOf(accountIds, selectedKeys) });
  };
  return (
    <ListMenuProvider>
      <ListTooltip>
        <ListSurface>
          <Virtualizer layout={ListLayout} layoutOptions={stacked ? narrowLayout : wideLayout}>
            <GridList
              aria-label={t('list.label')}
              className={classNames(styles.grid)}
              items={groups}
              selectionMode="multiple"
              selectionBehavior="replace"
              disallowEmptySelection
              selectedKeys={selectedKeys}
              onSelectionChange={select}
              onAction={(key) => dispatch({ type: 'details_opened', accountId: String(key) })}
              dependencies={[t]}
            >
              {renderGroup}
            </GridList>
          </Virtualizer>
        </ListSurface>
      </ListTooltip>
    </ListMenuProvider>
  );
}

function shownIds(groups: readonly Group[]): readonly string[] {
  return groups.flatMap((group) => group.members.map((it) => it.accountId));
}

/** The row that has just come in; else one that stays, so that the details keep still. */
function leadOf(accountIds: readonly string[], before: readonly string[]): string {
  const known = new Set(before);
  const added = accountIds.findLast((it) => !known.has(it));
  const kept = before.find((it) => accountIds.includes(it));
  return added ?? kept ?? accountIds[0] ?? '';
}

// These two live outside of the component: a new function would make the grid build its collection again.
function renderGroup(group: Group): ReactElement {
  return (
    <GridListSection id={`group-${group.kind}`}>
      <GridListHeader className={classNames(styles.group)}>
        <GroupHead kind={group.kind} />
      </GridListHeader>
      <Collection items={group.members}>{renderMember}</Collection>
    </GridListSection>
  );
}

function renderMember(member: Member): ReactElement {
  return (
    <GridListItem
      id={member.accountId}
      textValue={member.label}
      className={classNames(styles.item)}
      render={(props) => <div {...props} aria-describedby={rowDescriptionId(member.accountId)} />}
    >
      <AccountRow accountId={member.accountId} />
    </GridListItem>
  );
}
