// The long form of the fault harness, run by `npm run faults`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/faults/long/*.faults.ts'],
    environment: 'node',
    pool: 'forks',
    isolate: true,
    maxWorkers: 2,
    hookTimeout: 60_000,
  },
});
