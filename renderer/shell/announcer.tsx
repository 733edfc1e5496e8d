/** Reads out, politely and in batches, which accounts have just expired or need a person; ticking text is never live. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Crossing } from '../list/status-book.ts';
import { useServices } from '../services.tsx';
import styles from './announcer.module.css';

const batchMs = 1500;
const announced = ['expired', 'needs_sign_in', 'needs_correction'] as const;
type Announced = (typeof announced)[number];

/** One region, always mounted. */
export function Announcer() {
  const { roster, clock } = useServices();
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const waiting = useRef<Crossing[]>([]);
  useEffect(() => {
    let cancel: (() => void) | null = null;
    const say = (): void => {
      cancel = null;
      const batch = waiting.current.splice(0);
      const sentences = announced.flatMap((status) => {
        const labels = batch
          .filter((crossing) => crossing.status === status)
          .map((crossing) => crossing.account.definition.label);
        return labels.length === 0 ? [] : [sentence(status, labels)];
      });
      setText(sentences.join(' '));
    };
    const sentence = (status: Announced, labels: readonly string[]): string =>
      t(`window.crossing.${status}`, { count: labels.length, label: labels[0] ?? '' });
    const stop = roster.onCrossing((crossing) => {
      if (!announced.some((status) => status === crossing.status)) return;
      waiting.current.push(crossing);
      cancel ??= clock.after(batchMs, say);
    });
    return () => {
      cancel?.();
      stop();
    };
  }, [roster, clock, t]);
  return (
    <div aria-live="polite" className={styles.announcer}>
      {text}
    </div>
  );
}
