// The harness has to go red on each of three wrong apps, in the long form as in the short one.
import { expect, it } from 'vitest';
import { runModelOn } from '../mutants/load-harness.ts';
import { mutants } from '../mutants/mutants.ts';
import { orderedRuns, reportFigure } from './report-figure.ts';

/** Many times what each of them takes. */
const runs = 500;

it.each(mutants.map((mutant, n) => ({ n, mutant })))(
  'P-01 goes red on an app with $mutant.name',
  async ({ n, mutant }) => {
    const { seed } = orderedRuns();
    const figures = await runModelOn(mutant, { runs, seed, shrinks: false });
    const why = figures.failure?.split('\n')[0] ?? '';
    reportFigure({
      order: 20 + n,
      name: `an app with ${mutant.name}`,
      found: figures.failure === null ? `not noticed in ${runs} runs` : `red: ${why}`,
      promise: 'red',
      kept: figures.failure !== null,
    });
    expect(figures.failure).not.toBeNull();
  },
  3_600_000,
);
