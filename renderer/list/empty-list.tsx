/** What stands in the list's place: the welcome when there is no account, a way back when the filter lets none through. */
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { commandKey } from '../shell/command-key.ts';
import { useUi } from '../ui-state.tsx';
import styles from './empty-list.module.css';

/** The first thing a new person sees. */
export function NoAccounts() {
  const { t } = useTranslation();
  const { dispatch } = useUi();
  return (
    <section className={styles.empty}>
      <svg aria-hidden="true" width="72" height="72" viewBox="0 0 72 72" className={styles.art}>
        <circle cx="36" cy="36" r="31" className={styles.track} />
        <circle cx="36" cy="36" r="31" className={styles.arc} />
        <circle cx="30" cy="42" r="7" className={styles.key} />
        <path d="m35 37 13-13m-4 4 4.5 4.5M39.5 32.5l3.5 3.5" className={styles.key} />
      </svg>
      <h2 className={styles.title}>{t('list.empty.title')}</h2>
      <p className={styles.text}>{t('list.empty.text')}</p>
      <Button
        tone="primary"
        icon={Plus}
        label={t('list.empty.add')}
        onPress={() => dispatch({ type: 'dialog_opened', dialog: { kind: 'add' } })}
      />
      <p className={styles.keys}>{t('list.empty.keys', { keys: `${commandKey()}N` })}</p>
    </section>
  );
}

/** Says what keeps the rows away, and takes it away. */
export function NothingMatches() {
  const { t } = useTranslation();
  const { state, dispatch } = useUi();
  const searching = state.query.trim() !== '';
  return (
    <section className={styles.empty}>
      <h2 className={styles.title}>{t('list.filtered.title')}</h2>
      <p className={styles.text}>
        {searching
          ? t('list.filtered.search', { query: state.query.trim() })
          : t('list.filtered.view')}
      </p>
      {searching ? (
        <Button
          label={t('list.filtered.clearSearch')}
          onPress={() => dispatch({ type: 'query_changed', query: '' })}
        />
      ) : (
        <Button
          label={t('list.filtered.showAll')}
          onPress={() => dispatch({ type: 'view_chosen', view: { kind: 'all' } })}
        />
      )}
    </section>
  );
}
