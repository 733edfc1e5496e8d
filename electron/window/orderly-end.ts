/** How the app ends: never with tokens that only memory holds unless the person says so, then everything written. */
import type { App, BrowserWindow, Dialog, Event, PowerMonitor } from 'electron';
import { fillWords } from '../../shared/catalogue/fill-words.ts';

export type QuittingWords = {
  readonly question: { readonly one: string; readonly other: string };
  readonly detail: string;
  readonly tryAgain: string;
  readonly lose: string;
  readonly cancel: string;
};

type LossChoice = 'try_again' | 'lose' | 'stay';

/** Resolves with what is to become of the token sets of `count` accounts; dismissing it stays. */
export async function askAboutLoss(
  { dialog, window }: { readonly dialog: Dialog; readonly window: BrowserWindow },
  words: QuittingWords,
  count: number,
): Promise<LossChoice> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Tokenward',
    message: fillWords(count === 1 ? words.question.one : words.question.other, { count }),
    detail: words.detail,
    buttons: [words.tryAgain, words.lose, words.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return (['try_again', 'lose'] as const)[response] ?? 'stay';
}

export type UnsavedDeps = {
  readonly unsavedCount: () => number;
  readonly retryUnsaved: () => Promise<void>;
  readonly askAboutLoss: (count: number) => Promise<LossChoice>;
};

/** Asks until everything is saved or the person has decided. */
async function settleUnsaved(deps: UnsavedDeps): Promise<'saved' | 'lose' | 'stay'> {
  for (;;) {
    const count = deps.unsavedCount();
    if (count === 0) return 'saved';
    const choice = await deps.askAboutLoss(count);
    if (choice !== 'try_again') return choice;
    await deps.retryUnsaved();
  }
}

export type EndDeps = UnsavedDeps & {
  /** Takes everything back and writes it; the app is gone when it has settled, whatever the outcome. */
  readonly stop: (options: { readonly loseUnsaved: boolean }) => Promise<void>;
};

/** Takes over the end of the app; answers whether it is on its way out, so that its window may close. */
export function endOrderly(
  app: Pick<App, 'on' | 'quit' | 'exit'>,
  deps: EndDeps,
): { readonly isQuitting: () => boolean } {
  let state: 'running' | 'asking' | 'quitting' | 'stopping' = 'running';
  let loseUnsaved = false;

  const ask = async (): Promise<void> => {
    state = 'asking';
    const outcome = await settleUnsaved(deps).catch(() => 'stay' as const);
    loseUnsaved = outcome === 'lose';
    state = outcome === 'stay' ? 'running' : 'quitting';
    if (state === 'quitting') app.quit();
  };
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (loseUnsaved || deps.unsavedCount() === 0) {
      if (state !== 'stopping') state = 'quitting';
      return;
    }
    event.preventDefault();
    if (state !== 'asking') void ask();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void deps.stop({ loseUnsaved }).finally(() => app.exit(0));
  });
  return { isQuitting: () => state === 'quitting' || state === 'stopping' };
}

/** Takes the time that the system gives when it shuts down; Windows says so to the window, the others to powerMonitor. */
export function followSystemEnd(
  {
    powerMonitor,
    window,
  }: {
    readonly powerMonitor: Pick<PowerMonitor, 'on'>;
    readonly window: Pick<BrowserWindow, 'on'>;
  },
  { quit, unsavedCount }: { readonly quit: () => void; readonly unsavedCount: () => number },
): void {
  // The event is handed over, although Electron's types do not have it.
  const onShutdown = (event?: Event): void => {
    event?.preventDefault();
    quit();
  };
  powerMonitor.on('shutdown', onShutdown as () => void);
  window.on('query-session-end', (event) => {
    if (unsavedCount() === 0) return;
    event.preventDefault();
    quit();
  });
}
