/** Hides what the window shows while the screen is locked, with the page left as it is: focus, scrolling and all it holds. */
import type { PowerMonitor, WebContents } from 'electron';

/** Nothing is painted and nothing can be pressed; unlike a hidden element, what has the focus keeps it. */
const css = 'body { opacity: 0 !important; pointer-events: none !important; }';

type Page = Pick<
  WebContents,
  'insertCSS' | 'removeInsertedCSS' | 'on' | 'removeListener' | 'isDestroyed'
>;

export type Curtain = {
  readonly draw: () => void;
  /** Lifts it from exactly what it was drawn over. */
  readonly lift: () => void;
};

/** A system that never says that it was unlocked must not leave the window blank: real input lifts it as well. */
export function createCurtain(page: Page): Curtain {
  let hung: Promise<string | null> | null = null;
  const hang = (): void => {
    // A page that has crashed shows nothing anyway. Styles of the origin `user` cannot be removed again.
    hung = page.insertCSS(css).catch(() => null);
  };
  const lift = (): void => {
    const key = hung;
    hung = null;
    page.removeListener('dom-ready', hang);
    page.removeListener('input-event', lift);
    void key?.then(async (it) => {
      if (it !== null && !page.isDestroyed()) await page.removeInsertedCSS(it);
    });
  };
  return {
    draw: () => {
      if (hung !== null) return;
      hang();
      // A reload takes the style with it.
      page.on('dom-ready', hang);
      page.on('input-event', lift);
    },
    lift,
  };
}

/**
 * Follows the system's screen lock where Electron tells of it, which is macOS and Windows. Refreshing goes on: nothing
 * here touches it.
 */
export function followScreenLock(
  powerMonitor: Pick<PowerMonitor, 'on'>,
  deps: { readonly curtain: Curtain; readonly recallClipboard: () => Promise<void> },
): void {
  powerMonitor.on('lock-screen', () => {
    deps.curtain.draw();
    void deps.recallClipboard();
  });
  powerMonitor.on('unlock-screen', deps.curtain.lift);
}
