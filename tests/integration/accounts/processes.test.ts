// Four processes on one profile at a server that ends a grant for a refresh token presented twice (requirement R-09).
import { expect, it } from 'vitest';
import { runProcesses } from '../../faults/processes/run-processes.ts';

it('R-09 never presents a refresh token twice, though four processes refresh the same accounts and some are killed', async () => {
  const figures = await runProcesses({ refreshes: 80, processes: 4, seed: 1 });
  console.info(`processes: ${JSON.stringify(figures)}`);
  expect(figures).toMatchObject({ refreshes: 80, reuseDetections: 0, refused: 0, lost: 0 });
  expect(figures.kills).toBeGreaterThan(0);
}, 240_000);

it('R-09 would present them twice without the lock, and the server would end the grants', async () => {
  const figures = await runProcesses({ refreshes: 40, processes: 4, seed: 1, lock: 'none' });
  expect(figures.reuseDetections).toBeGreaterThan(0);
  expect(figures.refused).toBeGreaterThan(0);
  expect(figures.lost).toBeGreaterThan(0);
}, 240_000);
