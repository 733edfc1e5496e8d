/** The head of a group: its name, how many in it need a person, and one button that signs all of those in. */
import { type KeyboardEvent, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../actions-context.tsx';
import { useServices } from '../services.tsx';
import styles from './account-list.module.css';
import type { GroupKind } from './arrange.ts';

/** Drawn inside of the grid's own header row. */
export function GroupHead({ kind }: { readonly kind: GroupKind }) {
  const { t } = useTranslation();
  if (kind === 'needs_attention') return <AttentionHead />;
  return <span>{t(`list.group.${kind}`)}</span>;
}

/** Rows that have recovered stay below it while the list is being used; what it says is true all the same. */
function AttentionHead() {
  const { t } = useTranslation();
  const { roster } = useServices();
  const actions = useActions();
  const { count, signIn } = useSyncExternalStore(roster.subscribe, roster.attention);
  if (count === 0) return <span>{t('list.group.recovered')}</span>;
  return (
    <>
      <span>{t('list.group.needs_attention')}</span>
      <span className={styles.count}>{count}</span>
      {signIn.length < 2 ? null : (
        <button
          type="button"
          className={styles.each}
          data-sign-in-each=""
          onPointerDown={(event) => event.stopPropagation()}
          // The grid would take the focus to its first row and select that.
          onFocus={(event) => event.stopPropagation()}
          onKeyDown={keepPressFromGrid}
          onClick={() => actions.signInEach(signIn)}
        >
          {t('list.signInEach', { count: signIn.length })}
        </button>
      )}
    </>
  );
}

function keepPressFromGrid(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}
