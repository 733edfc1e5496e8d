/** The virtualised grid of accounts in its groups; the collection is stable, and each row follows its own account. */
import type { ReactElement } from 'react';
import { useSyncExternalStore } from 'react';
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
  const select = (selection: Selection): void => {
    const [accountId] = selection === 'all' ? [] : [...selection];
    if (accountId !== undefined) {
      dispatch({ type: 'account_selected', accountId: String(accountId) });
    }
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
              selectionMode="single"
              selectionBehavior="replace"
              disallowEmptySelection
              selectedKeys={state.selectedAccountId === null ? [] : [state.selectedAccountId]}
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
