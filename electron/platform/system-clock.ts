/** The system's two clocks and its timers; the only place in main that touches them (requirements T-01, T-02, T-04). */
import type { Now } from '../../shared/expiry.ts';
import type { Cancel, Clock } from '../ports.ts';

const longestTimerMs = 3_600_000;
const tickMs = 10_000;
const toleratedDriftMs = 2_000;

/** Announces that the machine woke up or was unlocked; Electron's `powerMonitor` is one. */
export type WakeSource = {
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
};

export type SystemClockOptions = { readonly wakeSource?: WakeSource };

/** Both clocks in ms. The globals are looked up at each call, because a test may move them. */
function readNow(): Now {
  return { wall: Date.now(), monotonic: performance.now() };
}

/** Node fires a longer timer at once, and a long one drifts: the rest is armed again after an hour at most. */
function startTimer(delayMs: number, run: () => void): Cancel {
  const due = performance.now() + delayMs;
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    const left = due - performance.now();
    if (left > longestTimerMs) timer = setTimeout(arm, longestTimerMs);
    else timer = setTimeout(run, Math.max(0, left));
  };
  arm();
  return () => clearTimeout(timer);
}

/** Calls `onDrift` when the two clocks part by more than the tolerance between two looks, as they do after a sleep. */
function watchDrift(onDrift: () => void): Cancel {
  let last = readNow();
  const timer = setInterval(() => {
    const now = readNow();
    const drift = now.wall - last.wall - (now.monotonic - last.monotonic);
    last = now;
    if (Math.abs(drift) > toleratedDriftMs) onDrift();
  }, tickMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The real clock. While nobody listens for jumps it costs nothing. */
export function createSystemClock({ wakeSource }: SystemClockOptions = {}): Clock {
  const listeners = new Set<{ readonly run: () => void }>();
  let stopWatching: Cancel | null = null;
  const announce = (): void => {
    for (const listener of [...listeners]) listener.run();
  };
  wakeSource?.on('resume', announce);
  wakeSource?.on('unlock-screen', announce);
  return {
    now: readNow,
    after: startTimer,
    onJump(run) {
      const listener = { run };
      listeners.add(listener);
      stopWatching ??= watchDrift(announce);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stopWatching?.();
        stopWatching = null;
      };
    },
  };
}
