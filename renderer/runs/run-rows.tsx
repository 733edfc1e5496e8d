/** The accounts of a run; only those in sight are drawn, so that twenty thousand cost what forty do. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRow as Row } from './run-outcome.ts';
import { RunRow } from './run-row.tsx';
import styles from './runs.module.css';

const rowPx = 52;
const drawn = 40;
const before = 10;

/** Scrolls by itself, with the keyboard too. */
export function RunRows({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation();
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.min(top - before, rows.length - drawn));
  return (
    <section
      className={styles.scroller}
      aria-label={t('runs.rows')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard (WCAG 2.1.1)
      tabIndex={0}
      onScroll={(event) => setTop(Math.floor(event.currentTarget.scrollTop / rowPx))}
    >
      <ul className={styles.rows} style={{ height: rows.length * rowPx }}>
        {rows.slice(first, first + drawn).map((row, index) => (
          <li
            key={row.account.accountId}
            className={styles.row}
            style={{ top: (first + index) * rowPx, height: rowPx }}
            aria-setsize={rows.length}
            aria-posinset={first + index + 1}
          >
            <RunRow row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}
