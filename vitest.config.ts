// Sorts the tests into projects: pure code on Node, components on a simulated page, and real parts together.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Only to end what hangs: a busy machine may take long, and no test is about speed.
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          include: ['tests/unit/renderer/**/*.test.tsx'],
          environment: 'happy-dom',
          setupFiles: ['tests/fixtures/dom-setup.ts'],
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      {
        extends: true,
        test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          // The native keychain binding reads its bus address once a process, so each file needs a process of its own.
          pool: 'forks',
          isolate: true,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
