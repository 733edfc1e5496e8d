/** Lets a process that keeps ending be started again only so often (requirement K-02). */
import type { Clock } from '../ports.ts';

const mostRestarts = 3;
const windowMs = 60_000;

export type StartBudget = {
  /** True when a start is allowed now, and counts it. The first one of all is no restart. */
  readonly take: () => boolean;
  /** One more start is allowed whatever was counted: a person asks for it. */
  readonly grantOne: () => void;
};

/** At most three restarts within any minute. */
export function createStartBudget(clock: Clock): StartBudget {
  let started = false;
  let granted = false;
  let restarts: readonly number[] = [];
  return {
    take() {
      const { monotonic } = clock.now();
      restarts = restarts.filter((at) => monotonic - at < windowMs);
      if (started && restarts.length >= mostRestarts && !granted) return false;
      granted = false;
      if (started) restarts = [...restarts, monotonic];
      started = true;
      return true;
    },
    grantOne() {
      granted = true;
    },
  };
}
