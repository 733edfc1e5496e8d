// Runs all there is to test, from a bare clone: checks, unit, build, then integration and e2e on a headless desktop.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { runChecks } from './check.mjs';
import { runOnHeadlessDesktop } from './headless-desktop.mjs';
import { projectRoot } from './project.mjs';
import { e2eParts, layers, readLayer, reportFolder, vitestArguments } from './test-layers.mjs';
import { describeReport, joinReports } from './test-report.mjs';

const bin = (name) => path.join(projectRoot, 'node_modules/.bin', name);

/** Runs one step on its own desktop and resolves with its name when it failed, else with nothing. */
async function runOnDesktop(name, command, { args, env = {} }) {
  process.stderr.write(`\n== ${name}\n`);
  const startedAt = performance.now();
  const code = await runOnHeadlessDesktop(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(`-- ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`);
  return code === 0 ? [] : [name];
}

async function runBuild() {
  process.stderr.write('\n== build\n');
  try {
    const ms = await buildApp();
    process.stderr.write(`-- build: ok (${(ms / 1000).toFixed(1)} s)\n`);
    return [];
  } catch (error) {
    process.stderr.write(`${error.stack}\n-- build: FAILED\n`);
    return ['build'];
  }
}

/** Both parts at once: most of their time goes by in waiting, and each has a desktop of its own. */
async function runE2e() {
  const parts = e2eParts.map((part, index) =>
    runOnDesktop(`e2e tests, part ${index + 1} of ${e2eParts.length}`, bin('playwright'), part),
  );
  return (await Promise.all(parts)).flat();
}

const startedAt = performance.now();
await bootstrap();
await rm(reportFolder, { recursive: true, force: true });
const failedChecks = await runChecks();
const failedBuild = await runBuild();
const failedSteps = [
  ...failedChecks,
  ...failedBuild,
  ...(await runOnDesktop('integration tests', bin('vitest'), {
    args: vitestArguments('integration'),
  })),
  // Without a build each of them would wait for a window that cannot come; their layer then counts as not run.
  ...(failedBuild.length > 0 ? [] : await runE2e()),
];
const report = joinReports(await Promise.all(layers.map(readLayer)));
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
const steps = failedSteps.length === 0 ? 'every step passed' : `failed: ${failedSteps.join(', ')}`;
console.log(`\nIn ${minutes} min ${steps}.\n${describeReport(report)}`);
process.exitCode = failedSteps.length === 0 && report.failed.length === 0 ? 0 : 1;
