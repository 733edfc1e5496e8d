// Callers at once, in the short form of the fault harness.
import { expect, it } from 'vitest';
import { runSchedules } from './schedules/run-schedules.ts';

it('P-04 R-08 sends one request for 200 callers, in whatever order everything happens', async () => {
  const figures = await runSchedules({ schedules: 25, callers: 200, seed: 1 });
  expect(figures).toMatchObject({ failure: null, fewest: 1, most: 1 });
}, 120_000);
