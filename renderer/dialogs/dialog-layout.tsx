/** The shape of every dialog: a title, a body that scrolls, and buttons that are always in sight. */
import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Dialog, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useCloseRequest } from './dialog-surface.tsx';
import styles from './dialogs.module.css';
import { useFocusKept } from './use-focus-kept.ts';

type DialogLayoutProps = {
  readonly title: string;
  /** Beside the title, such as which of several this is. */
  readonly beside?: string | undefined;
  /** Runs on Escape and on the close button. */
  readonly onClose: () => void;
  readonly role?: 'dialog' | 'alertdialog';
  /** An alert has its way out among its buttons and needs no other. */
  readonly closeButton?: boolean;
  readonly size?: 'narrow' | 'wide';
  readonly children: ReactNode;
  /** What must be seen before pressing a button, such as an error. */
  readonly notice?: ReactNode;
  readonly footer?: ReactNode;
};

/** One dialog; an alertdialog is described by its body. */
export function DialogLayout(props: DialogLayoutProps) {
  const { title, onClose, role = 'dialog', closeButton = role === 'dialog' } = props;
  const { t } = useTranslation();
  const bodyId = useId();
  const dialog = useRef<HTMLElement>(null);
  const body = useScrollByKeys();
  useCloseRequest(onClose);
  useFocusKept(dialog);
  return (
    <Dialog
      ref={dialog}
      className={`${styles.dialog} ${styles[props.size ?? 'narrow']}`}
      role={role}
      {...(role === 'alertdialog' ? { 'aria-describedby': bodyId } : {})}
    >
      <header className={styles.header}>
        <Heading slot="title" className={styles.title ?? ''}>
          {title}
        </Heading>
        {props.beside === undefined ? null : <span className={styles.beside}>{props.beside}</span>}
        {closeButton ? (
          <Button label={t('dialogs.close')} tone="quiet" icon={X} iconOnly onPress={onClose} />
        ) : null}
      </header>
      <div ref={body} id={bodyId} className={styles.body}>
        {props.children}
      </div>
      {props.notice ? <div className={styles.notice}>{props.notice}</div> : null}
      {props.footer ? <footer className={styles.footer}>{props.footer}</footer> : null}
    </Dialog>
  );
}

/** A body that scrolls can be reached by the keyboard (WCAG 2.1.1); one that does not is no stop on the way. */
function useScrollByKeys() {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = body;
    if (current === null) return;
    if (current.scrollHeight > current.clientHeight) current.tabIndex = 0;
    else current.removeAttribute('tabindex');
  });
  return body;
}
