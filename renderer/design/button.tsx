/** The one button of the window, in the few weights it has; an icon button is one whose label is not drawn. */
import type { LucideIcon } from 'lucide-react';
import type { RefObject } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'aria-label'> & {
  readonly label: string;
  readonly tone?: 'plain' | 'primary' | 'danger' | 'danger_solid' | 'quiet' | 'link';
  readonly icon?: LucideIcon | undefined;
  /** Draws the icon alone; the label stays the name. */
  readonly iconOnly?: boolean;
  /** Draws the icon alone where there is little room (the window is narrow). */
  readonly mayShrink?: boolean;
  readonly className?: string | undefined;
  readonly buttonRef?: RefObject<HTMLButtonElement | null> | undefined;
};

/** A button named by its label whatever is drawn. */
export function Button(props: ButtonProps) {
  const {
    label,
    tone = 'plain',
    icon: Icon,
    iconOnly,
    mayShrink,
    className,
    buttonRef,
    ...rest
  } = props;
  return (
    <AriaButton
      {...rest}
      {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      aria-label={label}
      className={classNames(
        styles.button,
        styles[tone],
        iconOnly && styles.icon,
        mayShrink && styles.shrinks,
        className,
      )}
    >
      {Icon === undefined ? null : <Icon aria-hidden="true" className={styles.drawing} />}
      {iconOnly ? null : <span className={styles.label}>{label}</span>}
    </AriaButton>
  );
}
