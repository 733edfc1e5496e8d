/** One tooltip for all icon buttons of the list: says the name, and why a button cannot be pressed. */
import {
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components';
import { classNames } from '../design/class-names.ts';
import { useServices } from '../services.tsx';
import styles from './list-tooltip.module.css';

const restMs = 500;

/** Looks for `data-tip` on what the pointer rests on or the keyboard focuses. */
export function ListTooltip({ children }: { readonly children: ReactNode }) {
  const { clock } = useServices();
  const anchor: RefObject<HTMLElement | null> = useRef(null);
  const cancel = useRef<() => void>(() => undefined);
  const [tip, setTip] = useState<string | null>(null);
  const hide = (): void => {
    cancel.current();
    anchor.current = null;
    setTip(null);
  };
  const show = (target: EventTarget, delayMs: number): void => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
    if (button === anchor.current) return;
    hide();
    if (button === null) return;
    anchor.current = button;
    cancel.current = clock.after(delayMs, () => setTip(button.dataset.tip ?? null));
  };
  useEffect(() => () => cancel.current(), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what its buttons receive
    <div
      className={styles.watcher}
      onPointerOver={(event: PointerEvent) => show(event.target, restMs)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onKeyDownCapture={hide}
      onScrollCapture={hide}
      onFocus={(event: FocusEvent) => {
        if (event.target.matches(':focus-visible')) show(event.target, restMs);
      }}
      onBlur={hide}
    >
      {children}
      {tip === null ? null : (
        // Without a trigger of its own a tooltip finds no state, and would take the window down.
        <TooltipTriggerStateContext
          value={{ isOpen: true, shouldSkipAnimation: false, open: () => undefined, close: hide }}
        >
          <Tooltip
            isOpen
            triggerRef={anchor}
            placement="top"
            offset={4}
            className={classNames(styles.tooltip)}
          >
            {tip}
          </Tooltip>
        </TooltipTriggerStateContext>
      )}
    </div>
  );
}
