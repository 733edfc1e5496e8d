/** The emergency button: acts once it was held down for one second, by pointer or by Space or Enter, and not before. */
import { Zap } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import { useServices } from '../services.tsx';
import styles from './runs.module.css';

/** Long enough that no slip of the hand is one. */
export const holdMs = 1000;

type HoldButtonProps = {
  readonly label: string;
  readonly onHeld: () => void;
};

/** Says what it waits for, and when it was let go too early; its filling is seen, not timed. */
export function HoldButton({ label, onHeld }: HoldButtonProps) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const [phase, setPhase] = useState<'idle' | 'holding' | 'let_go'>('idle');
  const cancel = useRef<(() => void) | null>(null);
  useEffect(() => () => cancel.current?.(), []);
  const begin = (): void => {
    setPhase('holding');
    cancel.current = clock.after(holdMs, () => {
      cancel.current = null;
      setPhase('idle');
      onHeld();
    });
  };
  const end = (): void => {
    if (cancel.current === null) return;
    cancel.current();
    cancel.current = null;
    setPhase('let_go');
  };
  return (
    <>
      <Button
        aria-label={label}
        className={classNames(styles.hold, phase === 'holding' && styles.holding)}
        onPressStart={begin}
        onPressEnd={end}
      >
        <Zap aria-hidden="true" className={styles.holdIcon} />
        <span>{label}</span>
      </Button>
      <span role="status" className={styles.holdWords}>
        {phase === 'idle' ? null : t(`runs.hold.${phase}`)}
      </span>
    </>
  );
}
