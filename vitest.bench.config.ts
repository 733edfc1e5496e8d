// The groups of `npm run bench`, one file each; scripts/bench.mjs builds the app before and reads what they measured.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/bench/*.bench.{ts,mjs}'],
    environment: 'node',
    pool: 'forks',
    isolate: true,
    // Two groups at once would measure each other.
    fileParallelism: false,
    testTimeout: 30 * 60_000,
  },
});
