// Reads the reports of vitest and Playwright into the same three lists of names: passed, failed, skipped.
import path from 'node:path';

const emptyLists = () => ({ passed: [], failed: [], skipped: [] });

/** Vitest writes Jest's form; a file that could not even be loaded has no tests but is a failure. */
export function readVitestReport(report, root) {
  const lists = emptyLists();
  for (const file of report.testResults) {
    const name = path.relative(root, file.name);
    for (const { status, fullName } of file.assertionResults) {
      const list = { passed: lists.passed, failed: lists.failed }[status] ?? lists.skipped;
      list.push(`${name}: ${fullName}`);
    }
    const hasFailure = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !hasFailure) lists.failed.push(`${name}: did not run`);
  }
  return lists;
}

/** A test that passed only at the second try is a failure here: nothing is retried. */
export function readPlaywrightReport(report) {
  const lists = emptyLists();
  for (const { message } of report.errors ?? []) {
    lists.failed.push(`e2e: ${String(message).split('\n')[0]}`);
  }
  const visit = (suite, names) => {
    for (const spec of suite.specs ?? []) {
      const name = [...names, spec.title].join(' > ');
      for (const { status } of spec.tests) {
        const list = { expected: lists.passed, skipped: lists.skipped }[status] ?? lists.failed;
        list.push(name);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...names, inner.title]);
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  return lists;
}

/** Joins the lists of several layers. */
export function joinReports(all) {
  return {
    passed: all.flatMap(({ passed }) => passed),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

/** What a person reads at the end: the names that matter, then the count alone on the last line. */
export function describeReport({ passed, failed, skipped }) {
  const names = [
    ...failed.map((name) => `FAILED  ${name}`),
    ...skipped.map((name) => `SKIPPED ${name}`),
  ];
  const count = `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`;
  return [...names, count].join('\n');
}
