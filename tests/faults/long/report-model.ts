/** Half of the model's runs, so that two processes share them; what they counted is added up at the end. */
import { type ModelFigures, runModel } from '../model/run-model.ts';
import { orderedRuns, reportFigure } from './report-figure.ts';

const seedStep = 1_000_003;

export async function reportModel(half: 0 | 1): Promise<ModelFigures> {
  const { runs, seed } = orderedRuns();
  const mine = half === 0 ? Math.ceil(runs / 2) : Math.floor(runs / 2);
  const figures = await runModel({ runs: Math.max(1, mine), seed: seed + half * seedStep });
  reportFigure({
    order: half,
    name: 'model',
    found: JSON.stringify(figures),
    promise: '',
    kept: figures.failure === null,
    details: figures.failure,
  });
  return figures;
}
