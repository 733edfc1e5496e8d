/** Lets the app go on living while a long work is at it: after some milliseconds, however little of it that was, others have their turn. */
import type { Clock } from '../ports.ts';

/** A frame has 16, and the one piece that exceeds the budget is to fit in as well. */
const budgetMs = 8;

export type Pace = {
  /** True once the budget since the last rest is spent. */
  readonly isSpent: () => boolean;
  /** Resolves when everything that waited had its turn. */
  readonly rest: () => Promise<void>;
};

/** By time and not by count: a slow machine rests as often as a fast one. */
export function createPace(clock: Clock): Pace {
  let since = clock.now().monotonic;
  return {
    isSpent: () => clock.now().monotonic - since >= budgetMs,
    rest: async () => {
      await new Promise<void>((resolve) => {
        clock.after(0, resolve);
      });
      since = clock.now().monotonic;
    },
  };
}
