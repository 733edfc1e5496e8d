/** One run of the app: what keeps it from touching anything any more once it has died, and the points where it may. */
import type { Clock } from '../../../electron/ports.ts';
import type { FakeClock } from '../../fixtures/fake-clock.ts';

/** Between sending and having stored. Those up to `appending` lie before anything is durable. */
export const crashPoints = [
  'committed',
  'received',
  'appending',
  'appended',
  'keychain_writing',
  'keychain_written',
  'flushing',
  'flushed',
  'dropping',
  'dropped',
  'compacting',
  'compacted',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

export type AppProcess = {
  readonly clock: Clock;
  /** Aborted when the process dies. */
  readonly life: AbortSignal;
  readonly isAlive: () => boolean;
  /** Resolves while it lives, and never once it is dead: nobody is there to hear it. */
  readonly whileAlive: () => Promise<void>;
  /** Dies at this point, the `count`th time that it is reached. */
  readonly armCrash: (point: CrashPoint, count: number) => void;
  readonly disarm: () => void;
  readonly willDieAt: (point: CrashPoint) => boolean;
  readonly reach: (point: CrashPoint) => void;
  readonly die: () => void;
  /** Counts work that goes on outside of the clock. */
  readonly busy: <T>(run: () => Promise<T>) => Promise<T>;
  readonly isBusy: () => boolean;
};

/** The world's clock as one process has it: its timers end with it. */
function clockOf(clock: FakeClock, life: AbortSignal): Clock {
  const after: Clock['after'] = (delayMs, run) =>
    clock.after(delayMs, () => {
      if (!life.aborted) run();
    });
  return {
    now: clock.now,
    after,
    onJump: (run) =>
      clock.onJump(() => {
        if (!life.aborted) run();
      }),
  };
}

export function startProcess(
  clock: FakeClock,
  onDeath: (point: CrashPoint | 'any_moment') => void,
): AppProcess {
  const life = new AbortController();
  let armed: { readonly point: CrashPoint; left: number } | null = null;
  let working = 0;
  const dieAt = (point: CrashPoint | 'any_moment'): void => {
    if (life.signal.aborted) return;
    life.abort();
    onDeath(point);
  };
  return {
    clock: clockOf(clock, life.signal),
    life: life.signal,
    isAlive: () => !life.signal.aborted,
    whileAlive: () => (life.signal.aborted ? new Promise(() => undefined) : Promise.resolve()),
    armCrash: (point, count) => {
      armed = { point, left: count };
    },
    disarm: () => {
      armed = null;
    },
    willDieAt: (point) => armed?.point === point && armed.left === 1,
    reach: (point) => {
      if (armed?.point !== point) return;
      armed.left -= 1;
      if (armed.left === 0) dieAt(point);
    },
    die: () => dieAt('any_moment'),
    async busy(run) {
      working += 1;
      try {
        return await run();
      } finally {
        working -= 1;
      }
    },
    isBusy: () => working > 0,
  };
}
