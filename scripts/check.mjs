// Runs every check that needs no window: types, lint and format, architecture, dead code, unit tests.
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { projectRoot, runAsScript } from './project.mjs';
import { runCommand } from './run-command.mjs';
import { vitestArguments } from './test-layers.mjs';

const bin = (name) => path.join(projectRoot, 'node_modules/.bin', name);

const checks = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  { name: 'types of shared (no DOM, no Node)', command: bin('tsc'), args: ['-p', 'shared'] },
  { name: 'types of renderer (no Node)', command: bin('tsc'), args: ['-p', 'renderer'] },
  { name: 'lint and format', command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
  { name: 'architecture', command: process.execPath, args: ['scripts/lint-architecture.mjs'] },
  { name: 'dead code', command: bin('knip'), args: ['--no-progress'] },
  { name: 'unit tests', command: bin('vitest'), args: vitestArguments('unit') },
];

/** Runs all checks, whichever fail, and resolves with the names of those that did. */
export async function runChecks() {
  const failed = [];
  for (const { name, command, args } of checks) {
    process.stderr.write(`\n== ${name}\n`);
    const startedAt = performance.now();
    const { code } = await runCommand(command, args, { cwd: projectRoot, show: true });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stderr.write(`-- ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}

if (runAsScript(import.meta.url)) {
  await bootstrap({ headless: false });
  const failed = await runChecks();
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
