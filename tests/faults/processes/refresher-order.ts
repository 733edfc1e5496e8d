/** What a refreshing process is told, and the numbers by chance that a seed stands for. */

export type RefresherOrder = {
  readonly folder: string;
  /** `none` is the mutant: nobody waits for anybody. */
  readonly lock: 'file' | 'none';
  readonly seed: number;
  /** How many refreshes to ask for, over all turns. */
  readonly refreshes: number;
};

/** In [0, 1): the same row of numbers for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
