/** Lets one keychain operation run at a time, because each stuck one blocks a thread of four (K-02, P-10). */
import type { Clock } from '../ports.ts';

/** After this long without an answer somebody is probably being asked for a password. */
const slowMs = 1_500;

/** Several calls in a row that nothing else may come between. */
export type LaneOperation<T> = {
  readonly deadlineMs: number;
  readonly execute: () => Promise<T>;
  /** Gets the result of an operation whose caller was answered `timed_out` after it had started. */
  readonly onLate: (result: T) => void;
};

export type KeychainLane = {
  /**
   * Resolves with the result, or with `timed_out` when the deadline passed, of the operation itself or of one that waited
   * for it all that time: what runs then lives on, and until it settles every other one is answered `timed_out` without
   * being started.
   */
  readonly run: <T>(operation: LaneOperation<T>) => Promise<T | 'timed_out'>;
  /** Like `run`, ahead of everything that waits. */
  readonly runNext: <T>(operation: LaneOperation<T>) => Promise<T | 'timed_out'>;
  /** Like `runNext`, but waits up to its deadline for an operation that is stuck, because that was broken off. */
  readonly runOnceFree: <T>(operation: LaneOperation<T>) => Promise<T | 'timed_out'>;
  /** True while an operation has not settled that made itself or another one miss its deadline. */
  readonly isStuck: () => boolean;
};

/** `start` runs the operation and calls `settled` when it is over, however late. */
type Job = {
  readonly start: (settled: () => void) => void;
  readonly giveUp: () => void;
};

type LaneOptions = {
  readonly clock: Clock;
  /** The running operation takes conspicuously long. */
  readonly onSlow: () => void;
  /** What the lane was stuck in is over. */
  readonly onUnstuck: () => void;
};

function makeJob<T>(
  operation: LaneOperation<T>,
  { clock, onSlow }: LaneOptions,
  lane: { readonly onStuck: () => void; readonly answer: (result: T | 'timed_out') => void },
): Job {
  return {
    giveUp: () => lane.answer('timed_out'),
    start(settled) {
      let late = false;
      const cancelSlow = clock.after(Math.min(slowMs, operation.deadlineMs), onSlow);
      const cancelDeadline = clock.after(operation.deadlineMs, () => {
        late = true;
        lane.answer('timed_out');
        lane.onStuck();
      });
      const finish = (result: T | 'timed_out'): void => {
        cancelSlow();
        cancelDeadline();
        if (!late) lane.answer(result);
        else if (result !== 'timed_out') operation.onLate(result);
        settled();
      };
      // An operation that broke off by a fault of ours leaves its outcome unknown, but must not block the lane.
      operation.execute().then(finish, () => finish('timed_out'));
    },
  };
}

export function createKeychainLane(options: LaneOptions): KeychainLane {
  const waiting: Job[] = [];
  let running = false;
  let stuck = false;
  let movedAt = 0;
  const onStuck = (): void => {
    stuck = true;
    for (const job of waiting.splice(0)) job.giveUp();
  };
  const startNext = (): void => {
    const job = running ? undefined : waiting.shift();
    if (job === undefined) return;
    running = true;
    movedAt = options.clock.now().monotonic;
    job.start(() => {
      const wasStuck = stuck;
      running = false;
      stuck = false;
      // Whatever waits here was asked for by a person, after the hang.
      startNext();
      if (wasStuck) options.onUnstuck();
    });
  };
  /** A long line that moves is no hang; one that stands for a whole deadline is. */
  const waitWhileMoving = (job: Job, deadlineMs: number, restMs = deadlineMs): void => {
    options.clock.after(restMs, () => {
      if (!waiting.includes(job)) return;
      const stoodMs = options.clock.now().monotonic - movedAt;
      if (stoodMs >= deadlineMs) onStuck();
      else waitWhileMoving(job, deadlineMs, deadlineMs - stoodMs);
    });
  };
  const leaveAfter = (job: Job, deadlineMs: number): void => {
    options.clock.after(deadlineMs, () => {
      const place = waiting.indexOf(job);
      if (place < 0) return;
      waiting.splice(place, 1);
      job.giveUp();
    });
  };
  const enter = <T>(operation: LaneOperation<T>, place: 'first' | 'last', patient = false) =>
    new Promise<T | 'timed_out'>((resolve) => {
      const job = makeJob(operation, options, { onStuck, answer: resolve });
      if (stuck && !patient) return job.giveUp();
      if (patient) leaveAfter(job, operation.deadlineMs);
      if (place === 'first') waiting.unshift(job);
      else waiting.push(job);
      startNext();
      if (!patient && waiting.includes(job)) waitWhileMoving(job, operation.deadlineMs);
    });
  return {
    run: (operation) => enter(operation, 'last'),
    runNext: (operation) => enter(operation, 'first'),
    runOnceFree: (operation) => enter(operation, 'first', true),
    isStuck: () => stuck,
  };
}
