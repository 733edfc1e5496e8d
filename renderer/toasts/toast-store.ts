/** The short messages about what was just done: at most three, errors stay until dismissed (WCAG 2.2, 2.2.1 and 4.1.3). */
import type { WindowClock } from '../clock.ts';
import { createListeners } from '../listeners.ts';

export type ToastAction = { readonly label: string; readonly run: () => void };

export type ToastContent = {
  readonly tone: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly body?: string | undefined;
  readonly action?: ToastAction | undefined;
  /** A toast replaces an earlier one of the same topic instead of piling up. */
  readonly topic?: string | undefined;
};
export type Toast = ToastContent & { readonly toastId: number };

export type ToastStore = {
  /** Shows it and returns its id; anything but an error leaves by itself after eight seconds. */
  readonly show: (content: ToastContent) => number;
  readonly dismiss: (toastId: number) => void;
  /** Takes away all but errors of other topics, so that nothing said before lies over the buttons of a dialog that opens. */
  readonly makeWay: (topic?: string) => void;
  /** Newest last; the same array until something changes. */
  readonly list: () => readonly Toast[];
  /** Keeps everything on screen while a pointer or the focus rests on it. */
  readonly hold: () => void;
  readonly release: () => void;
  readonly subscribe: (listener: () => void) => () => void;
};

const mostAtOnce = 3;
const shownMs = 8000;

/** Makes an empty stack of toasts. */
export function createToastStore(clock: WindowClock): ToastStore {
  const listeners = createListeners();
  const timers = new Map<number, () => void>();
  let toasts: readonly Toast[] = [];
  let lastId = 0;
  let held = false;

  function replace(next: readonly Toast[]): void {
    for (const gone of toasts.filter((toast) => !next.includes(toast))) stopTimer(gone.toastId);
    toasts = next;
    listeners.call('toasts');
  }
  function dismiss(toastId: number): void {
    replace(toasts.filter((toast) => toast.toastId !== toastId));
  }
  function stopTimer(toastId: number): void {
    timers.get(toastId)?.();
    timers.delete(toastId);
  }
  function startTimer(toast: Toast): void {
    if (held || toast.tone === 'error' || timers.has(toast.toastId)) return;
    timers.set(
      toast.toastId,
      clock.after(shownMs, () => dismiss(toast.toastId)),
    );
  }

  return {
    show: (content) => {
      lastId += 1;
      const toast = { ...content, toastId: lastId };
      const others = toasts.filter((it) => it.topic === undefined || it.topic !== content.topic);
      replace(makeRoom([...others, toast]));
      startTimer(toast);
      return lastId;
    },
    dismiss,
    makeWay: (topic) =>
      replace(
        toasts.filter(
          (toast) => toast.tone === 'error' && (topic === undefined || toast.topic !== topic),
        ),
      ),
    list: () => toasts,
    hold: () => {
      held = true;
      for (const toast of toasts) stopTimer(toast.toastId);
    },
    release: () => {
      held = false;
      for (const toast of toasts) startTimer(toast);
    },
    subscribe: (listener) => listeners.add('toasts', listener),
  };
}

/** Drops the oldest that is not an error, else the oldest, until three are left; never the newest. */
function makeRoom(toasts: readonly Toast[]): readonly Toast[] {
  if (toasts.length <= mostAtOnce) return toasts;
  const older = toasts.slice(0, -1);
  const victim = older.find((toast) => toast.tone !== 'error') ?? older[0];
  return makeRoom(toasts.filter((toast) => toast !== victim));
}
