// Runs the fault harness in its long form from a bare clone and prints what it found: --runs N --seed S.
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { describeFigures } from './fault-figures.mjs';
import { runOnHeadlessDesktop } from './headless-desktop.mjs';
import { projectRoot } from './project.mjs';

const folder = path.join(projectRoot, 'test-output/faults');
const vitest = path.join(projectRoot, 'node_modules/.bin/vitest');
const config = ['run', '--config', 'vitest.faults.config.ts', '--reporter=dot'];
/** What is timed runs alone and first; everything else shares two processes. */
const parts = [['tests/faults/long/timed'], ['--exclude', 'tests/faults/long/timed.faults.ts']];

function readNumber(text, name) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`--${name} wants a whole number above 0, not ${text}\n`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = readNumber(values.runs, 'runs');
const seed = readNumber(values.seed, 'seed');

await bootstrap();
await rm(folder, { recursive: true, force: true });
const startedAt = performance.now();
Object.assign(process.env, { TOKENWARD_FAULT_RUNS: `${runs}`, TOKENWARD_FAULT_SEED: `${seed}` });
const codes = [];
for (const part of parts) {
  codes.push(await runOnHeadlessDesktop(vitest, [...config, ...part], { cwd: projectRoot }));
}
const names = await readdir(folder).catch(() => []);
const files = names.sort().map((name) => readFile(path.join(folder, name), 'utf8'));
const figures = (await Promise.all(files)).map((text) => JSON.parse(text));
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
const { lines, kept } = describeFigures(figures);
console.log(`\n--runs ${runs} --seed ${seed}, in ${minutes} min\n\n${lines.join('\n')}`);
const finished = codes.every((code) => code === 0);
if (!finished) console.log('\nA part of the harness failed: see above.');
process.exitCode = finished && kept ? 0 : 1;
