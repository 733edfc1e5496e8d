/** Keeps the keyboard inside a dialog when the focused control goes away with a change of its content (WCAG 2.4.3). */
import { type RefObject, useEffect } from 'react';

/** The browser would drop the focus to the page, where neither Tab nor Escape reaches the dialog. */
export function useFocusKept(dialog: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const page = element.ownerDocument;
    let wasInside = element.contains(page.activeElement);
    const noteInside = (): void => {
      wasInside = true;
    };
    const observer = new MutationObserver(() => {
      if (wasInside && page.activeElement === page.body) element.focus();
    });
    element.addEventListener('focusin', noteInside);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', noteInside);
      observer.disconnect();
    };
  }, [dialog]);
}
