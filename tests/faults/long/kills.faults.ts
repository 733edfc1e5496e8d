// SIGKILL in the long form: of the refreshing app, and of whoever writes a value in parts.
import { expect, it } from 'vitest';
import { runChunkKills } from '../kills/run-chunk-kills.ts';
import { runKills } from '../kills/run-kills.ts';
import { orderedRuns, reportFigure, shareOf } from './report-figure.ts';

const hour = 3_600_000;

it(
  'P-02 ends every account in a state with a name, and loses nothing that was durable',
  async () => {
    const figures = await runKills({ count: shareOf(500) });
    const { kills, lost, neverStored, recovered, needsSignIn, wrongEnds } = figures;
    reportFigure({
      order: 11,
      name: 'SIGKILL between receiving and storing',
      found:
        `${kills} kills at 10 points: ${lost.length} lost, ${wrongEnds.length} without a named end; ` +
        `${neverStored} answers died with the process or on the way (${recovered} recovered, ${needsSignIn} need a sign-in)`,
      promise: '0 lost, every end named',
      kept: lost.length + wrongEnds.length === 0,
      details: [...lost, ...wrongEnds].join('\n'),
    });
    expect([...lost, ...wrongEnds]).toEqual([]);
  },
  hour,
);

it(
  'P-11 mixes no two values',
  async () => {
    const { kills, mixed } = await runChunkKills({ count: shareOf(500), seed: orderedRuns().seed });
    reportFigure({
      order: 12,
      name: 'SIGKILL between the parts of a value',
      found: `${kills} kills, ${mixed.length} mixed values`,
      promise: '0 in 500',
      kept: mixed.length === 0,
      details: mixed.join('\n'),
    });
    expect(mixed).toEqual([]);
  },
  hour,
);
