// Names the layers of tests and how each is run, so that every runner leaves its report in one place.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './project.mjs';
import { readPlaywrightReport, readVitestReport } from './test-report.mjs';

const reports = path.join(projectRoot, 'test-output/reports');
const vitestProjects = { unit: ['unit', 'dom'], integration: ['integration', 'faults'] };

/** The folder into which every layer writes its report. */
export const reportFolder = reports;

/** The arguments with which vitest runs a layer and reports on it. */
export function vitestArguments(layer) {
  return [
    'run',
    ...vitestProjects[layer].flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path.join(reports, `${layer}.json`)}`,
  ];
}

/** All layers in the order in which they run. */
export const layers = [
  { name: 'unit', read: readVitestReport },
  { name: 'integration', read: readVitestReport },
  { name: 'e2e-1', read: readPlaywrightReport },
  { name: 'e2e-2', read: readPlaywrightReport },
];

/** How Playwright runs each of the two parts into which the e2e tests are divided. */
export const e2eParts = ['1', '2'].map((part) => ({
  args: ['test', `--shard=${part}/2`],
  env: { TOKENWARD_E2E_PART: `-${part}` },
}));

/** Resolves with { passed, failed, skipped }, lists of test names; a layer that ran no test counts as one failure. */
export async function readLayer({ name, read }) {
  const text = await readFile(path.join(reports, `${name}.json`), 'utf8').catch(() => undefined);
  const found = text === undefined ? undefined : read(JSON.parse(text), projectRoot);
  if (found !== undefined && found.passed.length + found.failed.length > 0) return found;
  return { passed: [], failed: [`${name}: ran no test`], skipped: found?.skipped ?? [] };
}
