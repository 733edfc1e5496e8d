// Real SIGKILLs in the short form: of the refreshing app, and of whoever writes a value in parts.
import { expect, it } from 'vitest';
import { runChunkKills } from './kills/run-chunk-kills.ts';
import { runKills } from './kills/run-kills.ts';

it('P-02 ends in a state with a name wherever it is killed, and loses nothing that was durable', async () => {
  const { kills, lost, neverStored, recovered, needsSignIn, wrongEnds } = await runKills({
    count: 20,
  });
  expect([...lost, ...wrongEnds]).toEqual([]);
  expect({ kills, ends: recovered + needsSignIn }).toEqual({ kills: 20, ends: neverStored });
  expect(neverStored).toBeGreaterThan(0);
}, 300_000);

it('P-11 reads the old value or the new one, never a mixture, after a kill between two parts', async () => {
  const { kills, mixed } = await runChunkKills({ count: 20, seed: 1 });
  expect({ kills, mixed }).toEqual({ kills: 20, mixed: [] });
}, 300_000);
