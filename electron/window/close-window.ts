/** What closing the window does: asked once, then the tray or quitting; where the system has a custom, that holds. */
import type { BrowserWindow, Dialog } from 'electron';
import type { Settings } from '../../shared/settings.ts';

export type ClosingWords = {
  readonly question: string;
  readonly withTray: string;
  readonly withoutTray: string;
  readonly keepRunning: string;
  readonly quit: string;
  readonly cancel: string;
};

/** `absent` only where the desktop was asked and said so. */
export type TrayHost = 'present' | 'absent' | 'unknown';

type Closing = 'hide' | 'quit' | 'ask';

/** Pure: on macOS an app without a window goes on in the Dock, unless the person has said otherwise. */
export function decideClosing(
  whenClosed: Settings['whenClosed'],
  facts: { readonly platform: NodeJS.Platform; readonly hasAccounts: boolean },
): Closing {
  if (whenClosed === 'quit') return 'quit';
  if (whenClosed === 'keep_running' || facts.platform === 'darwin') return 'hide';
  return facts.hasAccounts ? 'ask' : 'quit';
}

/** Resolves with what the person chose; null when they chose to leave the window open. */
export async function askClosing(
  { dialog, window }: { readonly dialog: Dialog; readonly window: BrowserWindow },
  words: ClosingWords,
  tray: TrayHost,
): Promise<'keep_running' | 'quit' | null> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Tokenward',
    message: words.question,
    detail: tray === 'absent' ? words.withoutTray : words.withTray,
    buttons: [words.keepRunning, words.quit, words.cancel],
    defaultId: 1,
    cancelId: 2,
    noLink: true,
  });
  return (['keep_running', 'quit'] as const)[response] ?? null;
}

export type ClosingDeps = {
  /** True once the app is on its way out: then the window closes like any other. */
  readonly isQuitting: () => boolean;
  readonly decide: () => Closing;
  /** As `askClosing`. */
  readonly ask: () => Promise<'keep_running' | 'quit' | null>;
  readonly remember: (choice: 'keep_running' | 'quit') => void;
  readonly quit: () => void;
};

/** The page lives on behind a hidden window, so that it comes back as it was. */
export function followClosing(window: Pick<BrowserWindow, 'on' | 'hide'>, deps: ClosingDeps): void {
  const act = (closing: 'hide' | 'quit'): void =>
    closing === 'hide' ? window.hide() : deps.quit();
  let asking = false;
  const askAndAct = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      const choice = await deps.ask();
      if (choice === null) return;
      deps.remember(choice);
      act(choice === 'quit' ? 'quit' : 'hide');
    } finally {
      asking = false;
    }
  };
  window.on('close', (event) => {
    if (deps.isQuitting()) return;
    event.preventDefault();
    const closing = deps.decide();
    if (closing === 'ask') void askAndAct();
    else act(closing);
  });
}
