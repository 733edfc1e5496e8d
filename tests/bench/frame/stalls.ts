/** How long main and the page did nothing else at a stretch: a 5 ms heartbeat in each, the page's long tasks, and the trace. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { startTaskTimes, type TaskTimes } from './task-times.ts';

/** What comes right after, such as drawing, belongs to it. */
const settleMs = 300;

/** All in ms. */
export type Stalls = {
  readonly took: number;
  /** The longest wait of a timer beyond its 5 ms. */
  readonly main: number;
  readonly page: number;
  /** The longest of what Chromium reports, which is nothing below 50 ms. */
  readonly longTask: number;
  /** The longest single tasks, by the processor time that they took. */
  readonly tasks: TaskTimes;
};

type Beat = { longest: number; longTask: number; stop: () => void };
type Beating = { __beat?: Beat };

/** Runs in main and in the page alike: it must stand on its own. */
function startBeat(): void {
  const everyMs = 5;
  let last = performance.now();
  const beat: Beat = { longest: 0, longTask: 0, stop: () => undefined };
  const timer = setInterval(() => {
    const now = performance.now();
    beat.longest = Math.max(beat.longest, now - last - everyMs);
    last = now;
  }, everyMs);
  let disconnect = (): void => undefined;
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        beat.longTask = Math.max(beat.longTask, duration);
    });
    observer.observe({ type: 'longtask' });
    disconnect = () => observer.disconnect();
  }
  beat.stop = () => {
    clearInterval(timer);
    disconnect();
  };
  (globalThis as Beating).__beat = beat;
}

function endBeat(): { readonly longest: number; readonly longTask: number } {
  const beat = (globalThis as Beating).__beat;
  beat?.stop();
  return { longest: beat?.longest ?? Number.NaN, longTask: beat?.longTask ?? Number.NaN };
}

/** `act` should reach the app as a person does, by mouse and keys: what a driver runs inside it is measured as well. */
export async function measureStalls(
  { app, page }: { readonly app: ElectronApplication; readonly page: Page },
  act: () => Promise<unknown>,
): Promise<Stalls> {
  const endTasks = await startTaskTimes(app);
  await app.evaluate(startBeat);
  await page.evaluate(startBeat);
  const start = performance.now();
  await act();
  const took = performance.now() - start;
  await sleep(settleMs);
  const inPage = await page.evaluate(endBeat);
  const inMain = await app.evaluate(endBeat);
  const tasks = await endTasks();
  return { took, main: inMain.longest, page: inPage.longest, longTask: inPage.longTask, tasks };
}
