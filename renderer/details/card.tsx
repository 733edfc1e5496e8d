/** A card of the details with its heading, and the list of facts inside most of them. */
import type { ReactNode } from 'react';
import { classNames } from '../design/class-names.ts';
import styles from './card.module.css';

/** `side` stands at the end of the heading's line. */
export function Card(props: {
  readonly title: string;
  readonly side?: ReactNode;
  readonly tone?: 'plain' | 'bad';
  readonly children: ReactNode;
}) {
  return (
    <section className={classNames(styles.card, props.tone === 'bad' && styles.bad)}>
      <h3 className={styles.title}>
        {props.title}
        {props.side === undefined ? null : <span className={styles.side}>{props.side}</span>}
      </h3>
      {props.children}
    </section>
  );
}

/** Terms on the left, what they are on the right. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** One of them; `mono` for what is compared letter by letter. */
export function Fact(props: {
  readonly term: string;
  readonly mono?: boolean;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt className={styles.term}>{props.term}</dt>
      <dd className={classNames(styles.value, props.mono && styles.mono)} title={props.title}>
        {props.children}
      </dd>
    </>
  );
}
