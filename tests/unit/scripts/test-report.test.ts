// Shows that the count at the end of a test run cannot hide a failure, a skip or a layer that did not run.
import { expect, test } from 'vitest';
import {
  describeReport,
  joinReports,
  readPlaywrightReport,
  readVitestReport,
} from '../../../scripts/test-report.mjs';

const vitestFile = (name: string, status: string, statuses: readonly string[]) => ({
  name: `/project/${name}`,
  status,
  assertionResults: statuses.map((one, index) => ({ status: one, fullName: `test ${index + 1}` })),
});

test('vitest tests are counted by what became of them, todo and skipped alike as skipped', () => {
  const testResults = [vitestFile('a.test.ts', 'failed', ['passed', 'failed', 'pending', 'todo'])];
  expect(readVitestReport({ testResults }, '/project')).toEqual({
    passed: ['a.test.ts: test 1'],
    failed: ['a.test.ts: test 2'],
    skipped: ['a.test.ts: test 3', 'a.test.ts: test 4'],
  });
});

test('a vitest file that could not be loaded is a failure although it has no test', () => {
  const testResults = [vitestFile('broken.test.ts', 'failed', [])];
  expect(readVitestReport({ testResults }, '/project').failed).toEqual([
    'broken.test.ts: did not run',
  ]);
});

test('a Playwright test that passed only at a second try, and an error outside any test, are failures', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const report = {
    errors: [{ message: 'no such fixture\nat file' }],
    suites: [
      {
        title: 'a.test.ts',
        specs: [spec('one', 'expected')],
        suites: [{ title: 'inner', specs: [spec('two', 'flaky'), spec('three', 'skipped')] }],
      },
    ],
  };
  expect(readPlaywrightReport(report)).toEqual({
    passed: ['a.test.ts > one'],
    failed: ['e2e: no such fixture', 'a.test.ts > inner > two'],
    skipped: ['a.test.ts > inner > three'],
  });
});

test('the last line is the count alone, after the names of what failed or was skipped', () => {
  const joined = joinReports([
    { passed: ['a'], failed: ['b'], skipped: [] },
    { passed: ['c'], failed: [], skipped: ['d'] },
  ]);
  expect(describeReport(joined).split('\n')).toEqual([
    'FAILED  b',
    'SKIPPED d',
    '2 passed, 1 failed, 1 skipped',
  ]);
});
