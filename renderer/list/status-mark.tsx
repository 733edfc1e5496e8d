/** A status as colour, icon and word, so that none of the three is needed to understand it (WCAG 2.2, 1.4.1). */
import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/status.ts';
import { classNames } from '../design/class-names.ts';
import { iconOf, toneOf } from './status-look.ts';
import styles from './status-mark.module.css';

/** `text` replaces the bare word where there is room for more. */
export function StatusMark(props: { readonly status: Status; readonly text?: string }) {
  const { t } = useTranslation();
  const Icon = iconOf(props.status);
  const tone = toneOf(props.status);
  return (
    <span className={classNames(styles.mark, styles[tone])}>
      <Icon aria-hidden="true" className={styles.icon} strokeWidth={2.4} />
      <span className={styles.word}>{props.text ?? t(`status.${props.status}`)}</span>
    </span>
  );
}
