/** Below the list while several rows are selected: how many, what can be done with them, and the way back to one. */
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useUi } from '../ui-state.tsx';
import styles from './runs.module.css';

/** Below, because a bar above would move the rows under the pointer. */
export function SelectionBar() {
  const { t } = useTranslation();
  const { state, dispatch } = useUi();
  const { marked, selectedAccountId } = state;
  if (marked.length < 2) return null;
  return (
    <section className={styles.selection} aria-label={t('runs.selection.label')}>
      <span role="status">{t('runs.selection.count', { count: marked.length })}</span>
      <Button
        tone="danger"
        label={t('runs.selection.revoke')}
        onPress={() =>
          dispatch({ type: 'dialog_opened', dialog: { kind: 'revoke_many', accountIds: marked } })
        }
      />
      <Button
        tone="quiet"
        icon={X}
        iconOnly
        label={t('runs.selection.clear')}
        onPress={() => dispatch({ type: 'account_selected', accountId: selectedAccountId })}
      />
    </section>
  );
}
