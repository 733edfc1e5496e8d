/**
 * The longest single task of main's and of the page's thread, as Chromium's own trace has them, by the processor time that
 * it took: unlike the time on the clock, this is not made longer by what else runs on the machine.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';

/** Processor time in ms. */
export type TaskTimes = { readonly main: number; readonly page: number };

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Microseconds of the thread's processor time. */
  readonly tdur?: number;
};

const task = 'ThreadControllerImpl::RunTask';

function longestOf(events: readonly TraceEvent[], threadName: string): number {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === threadName)
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  let longest = 0;
  for (const { name, ph, pid, tid, tdur = 0 } of events) {
    if (name === task && ph === 'X' && threads.has(`${pid}:${tid}`)) {
      longest = Math.max(longest, tdur);
    }
  }
  return longest / 1_000;
}

/** Begins to record in main's process, which has all processes join in; resolves with what ends it. */
export async function startTaskTimes(app: ElectronApplication): Promise<() => Promise<TaskTimes>> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      included_categories: ['toplevel'],
      trace_buffer_size_in_kb: 200 * 1024,
    }),
  );
  return async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tokenward-trace-'));
    const file = path.join(folder, 'trace.json');
    await app.evaluate(({ contentTracing }, place) => contentTracing.stopRecording(place), file);
    const { traceEvents } = JSON.parse(await readFile(file, 'utf8')) as {
      readonly traceEvents: readonly TraceEvent[];
    };
    await rm(folder, { recursive: true, force: true });
    return {
      main: longestOf(traceEvents, 'CrBrowserMain'),
      page: longestOf(traceEvents, 'CrRendererMain'),
    };
  };
}
