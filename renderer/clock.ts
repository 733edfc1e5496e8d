/** The window's time: the only place that reads a clock or sets a timer; one tick a second, none while hidden. */
import type { Now } from '../shared/expiry.ts';

export type WindowClock = {
  /** Both clocks at the last tick, so that everything on screen agrees; the same object until the next tick. */
  readonly now: () => Now;
  /** Calls back at each tick; returns the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Main's monotonic clock as it read when a message came in; maps the window's own onto it (shared/expiry.ts). */
  readonly align: (mainMonotonicMs: number) => void;
  /** Runs `run` once after `delayMs` (below 2^31); returns the function that cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
};

/** Starts the clock of a page. */
export function createWindowClock(page: Document): WindowClock {
  const listeners = new Set<() => void>();
  let offset = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let current = read();

  function read(): Now {
    return { wall: Date.now(), monotonic: performance.now() + offset };
  }
  function tick(): void {
    current = read();
    for (const listener of listeners) listener();
    arm();
  }
  function arm(): void {
    if (timer !== null) clearTimeout(timer);
    const idle = page.hidden || listeners.size === 0;
    // Aligned to the wall clock's second, so that all figures change together and never drift.
    timer = idle ? null : setTimeout(tick, 1000 - (Date.now() % 1000));
  }
  page.addEventListener('visibilitychange', tick);

  return {
    now: () => current,
    subscribe: (listener) => {
      if (listeners.size === 0) current = read();
      listeners.add(listener);
      if (timer === null) arm();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) arm();
      };
    },
    align: (mainMonotonicMs) => {
      const seen = mainMonotonicMs - performance.now();
      const drifted = Math.abs(seen - offset) > 1000;
      // A message that took less time on its way tells more; a large difference means that one clock slept.
      if (drifted || seen > offset) offset = seen;
      if (drifted) tick();
    },
    after: (delayMs, run) => {
      const handle = setTimeout(run, delayMs);
      return () => clearTimeout(handle);
    },
  };
}
