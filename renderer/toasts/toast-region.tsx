/** Shows the toasts, newest at the bottom, and reads them out; F6 moves the focus to them (WCAG 2.2, 4.1.3). */
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { useServices } from '../services.tsx';
import styles from './toast-region.module.css';
import type { Toast } from './toast-store.ts';

const icons = {
  success: CircleCheck,
  info: Info,
  warning: TriangleAlert,
  error: CircleAlert,
} as const;

/** Always mounted, because a live region that appears together with its text is not read out. */
export function ToastRegion() {
  const { toasts } = useServices();
  const { t } = useTranslation();
  const list = useSyncExternalStore(toasts.subscribe, toasts.list);
  const region = useRef<HTMLElement>(null);
  const stack = useRef<HTMLDivElement>(null);
  useHeightTold(stack);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return;
      region.current?.querySelector('button')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <section
      ref={region}
      aria-label={t('notices.region')}
      className={styles.region}
      // A dialog makes everything else inert; what it has just done must still be read and dismissed.
      data-react-aria-top-layer="true"
      onPointerEnter={toasts.hold}
      onPointerLeave={toasts.release}
      onFocus={toasts.hold}
      onBlur={toasts.release}
    >
      <div
        ref={stack}
        role="status"
        aria-live="polite"
        aria-relevant="additions"
        className={styles.stack}
      >
        {list.map((toast) => (
          <ToastCard key={toast.toastId} toast={toast} />
        ))}
      </div>
    </section>
  );
}

/** Tells the style sheet how high the stack is, so that a dialog is laid out below it and never under it. */
function useHeightTold(stack: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const tell = () => {
      const { style } = document.documentElement;
      const height = stack.current?.offsetHeight ?? 0;
      if (height === 0) style.removeProperty('--toasts-height');
      else style.setProperty('--toasts-height', `${height}px`);
    };
    tell();
    window.addEventListener('resize', tell);
    return () => window.removeEventListener('resize', tell);
  });
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { toasts } = useServices();
  const { t } = useTranslation();
  const Icon = icons[toast.tone];
  const dismiss = () => {
    toasts.dismiss(toast.toastId);
    // Its pointer-leave never comes once it is gone.
    toasts.release();
  };
  return (
    <div className={classNames(styles.toast, styles[toast.tone])}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <div className={styles.title}>{toast.title}</div>
        {toast.body === undefined ? null : <div className={styles.body}>{toast.body}</div>}
        {toast.action === undefined ? null : (
          <Button
            tone="link"
            className={styles.action}
            label={toast.action.label}
            onPress={() => {
              toast.action?.run();
              dismiss();
            }}
          />
        )}
      </div>
      <Button
        tone="quiet"
        icon={X}
        iconOnly
        className={styles.dismiss}
        label={t('notices.dismiss')}
        onPress={dismiss}
      />
    </div>
  );
}
