import { expect, it } from 'vitest';
import { runCorruptions } from '../../faults/corruptions/run-corruptions.ts';

it('D-01 loses no account and never fails to start over 100 profiles damaged at random', async () => {
  const figures = await runCorruptions({ count: 100, seed: 1 });
  expect(figures).toEqual({
    runs: 100,
    crashes: 0,
    lostAccounts: 0,
    returnedAccounts: 0,
    unsaid: 0,
    failures: [],
  });
}, 120_000);
