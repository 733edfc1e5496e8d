// The harness notices each of three wrong apps: what cannot fail proves nothing.
import { describe, expect, it } from 'vitest';
import { runModelOn } from './mutants/load-harness.ts';
import { type Mutant, mutants, mutate } from './mutants/mutants.ts';

const mutant = (name: string): Mutant => {
  const found = mutants.find((it) => it.name === name);
  if (found === undefined) throw new Error(`there is no mutant "${name}"`);
  return found;
};

describe('the fault harness goes red', () => {
  it.each([
    ['P-01', 'no journal', /lost \S+: received/],
    ['P-04', 'no single flight', /I3 two requests at once/],
    ['P-01', 'erase before save', /lost \S+: received/],
  ])(
    '%s on an app with %s',
    async (_id, name, why) => {
      const { failure, runs } = await runModelOn(mutant(name), {
        runs: 300,
        seed: 1,
        shrinks: false,
      });
      console.info(`${name}: red after ${runs} runs`);
      expect(failure).toMatch(why);
    },
    120_000,
  );

  it('says so when a mutant no longer fits the source', () => {
    expect(() => mutate('nothing of it', mutant('no journal'))).toThrow(/0 places/);
  });
});
