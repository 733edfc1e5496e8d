// What shares something, in the long form: callers an account, processes a profile, and damage the files.
import { expect, it } from 'vitest';
import { runCorruptions } from '../corruptions/run-corruptions.ts';
import { runProcesses } from '../processes/run-processes.ts';
import { runSchedules } from '../schedules/run-schedules.ts';
import { orderedRuns, reportFigure, shareOf } from './report-figure.ts';

const hour = 3_600_000;
const { seed } = orderedRuns();

it(
  'P-03 presents no refresh token twice, with four processes on one profile',
  async () => {
    const refreshes = shareOf(2_000);
    const figures = await runProcesses({ refreshes, processes: 4, seed });
    const { reuseDetections, refused, lost, kills } = figures;
    reportFigure({
      order: 13,
      name: 'four processes on one profile',
      found: `${figures.refreshes} refreshes, ${reuseDetections} reuse detections, ${refused} refused, ${lost} lost, ${kills} killed on the way`,
      promise: '0 reuse detections in 2,000',
      kept: reuseDetections + refused + lost === 0,
    });
    expect(reuseDetections + refused + lost).toBe(0);
  },
  hour,
);

it(
  'P-04 sends one request for 200 callers at once',
  async () => {
    const figures = await runSchedules({ schedules: shareOf(1_000), callers: 200, seed });
    const { schedules, callers, fewest, most, failure } = figures;
    reportFigure({
      order: 14,
      name: 'callers at once',
      found: `${callers} callers, ${schedules} schedules: ${fewest} to ${most} requests`,
      promise: '1 request in 1,000 schedules',
      kept: failure === null && most === 1 && fewest === 1,
      details: failure,
    });
    expect({ failure, most, fewest }).toEqual({ failure: null, most: 1, fewest: 1 });
  },
  hour,
);

it(
  'P-09 starts with every damaged file, and loses no account',
  async () => {
    const figures = await runCorruptions({ count: shareOf(1_000), seed });
    const { runs, crashes, lostAccounts, returnedAccounts, unsaid, failures } = figures;
    reportFigure({
      order: 15,
      name: 'corrupted store files',
      found: `${runs} corruptions: ${crashes} crashes, ${lostAccounts} lost accounts`,
      promise: '0 and 0 in 1,000',
      kept: crashes + lostAccounts + returnedAccounts + unsaid === 0,
      details: failures.join('\n'),
    });
    expect(failures).toEqual([]);
  },
  hour,
);
