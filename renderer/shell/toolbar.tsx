/** The bar on top: the app's name, the search, and what concerns all accounts. */
import { KeyRound, Plus, RefreshCw, Search, Settings, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useActions } from '../actions-context.tsx';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { RunMenu } from '../runs/run-menu.tsx';
import { useUi } from '../ui-state.tsx';
import { useHasAccounts } from '../use-snapshot.ts';
import { searchFieldId } from './shortcuts.ts';
import styles from './toolbar.module.css';

/** Landmark `banner`. */
export function Toolbar() {
  const { t } = useTranslation();
  const { dispatch } = useUi();
  return (
    <header className={styles.toolbar}>
      <div className={styles.brand}>
        <KeyRound aria-hidden="true" className={styles.logo} />
        <h1 className={styles.name}>{t('window.title')}</h1>
      </div>
      <AccountSearch />
      <div className={styles.tools} role="toolbar" aria-label={t('window.toolbar')}>
        <RefreshAll />
        <RunMenu />
        <Button
          icon={Settings}
          iconOnly
          label={t('window.settings')}
          onPress={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'settings' } })}
        />
        <Button
          tone="primary"
          icon={Plus}
          mayShrink
          label={t('window.addAccount')}
          onPress={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'add' } })}
        />
      </div>
    </header>
  );
}

function AccountSearch() {
  const { t } = useTranslation();
  const { state, dispatch } = useUi();
  const change = (query: string) => dispatch({ type: 'query_changed', query });
  const toList = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    document.querySelector<HTMLElement>('[role="grid"] [role="row"][data-key]')?.focus();
  };
  return (
    <SearchField
      id={searchFieldId}
      aria-label={t('window.search')}
      className={classNames(styles.search)}
      value={state.query}
      onChange={change}
      onKeyDown={toList}
    >
      <Search aria-hidden="true" className={styles.glass} />
      <Input className={classNames(styles.input)} placeholder={t('window.search')} />
      {state.query === '' ? (
        <span aria-hidden="true" className={styles.hint}>
          /
        </span>
      ) : (
        <AriaButton className={classNames(styles.clear)} aria-label={t('window.clearSearch')}>
          <X aria-hidden="true" />
        </AriaButton>
      )}
    </SearchField>
  );
}

function RefreshAll() {
  const { t } = useTranslation();
  const actions = useActions();
  const isEmpty = !useHasAccounts();
  const [isRunning, setRunning] = useState(false);
  const run = async (): Promise<void> => {
    setRunning(true);
    await actions.refreshAll();
    setRunning(false);
  };
  return (
    <Button
      icon={RefreshCw}
      mayShrink
      label={t('window.refreshAll')}
      isDisabled={isEmpty}
      isPending={isRunning}
      className={classNames(isRunning && styles.running)}
      onPress={() => void run()}
    />
  );
}
