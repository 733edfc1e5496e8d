// Measures named figures against their floors on this machine, prints them and writes test-output/bench/report.json: [group…]
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { describeReport, machineFacts, makeReport } from './bench-report.mjs';
import { bootstrap } from './bootstrap.mjs';
import { buildApp } from './build.mjs';
import { runOnHeadlessDesktop } from './headless-desktop.mjs';
import { projectRoot } from './project.mjs';

const folder = path.join(projectRoot, 'test-output/bench');
const vitest = path.join(projectRoot, 'node_modules/.bin/vitest');
const config = ['run', '--config', 'vitest.bench.config.ts', '--reporter=dot'];

async function readGroups() {
  const groups = path.join(folder, 'groups');
  const names = (await readdir(groups).catch(() => [])).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(groups, name), 'utf8'))),
  );
}

const wanted = process.argv.slice(2).map((name) => `tests/bench/${name}.bench.`);
await bootstrap();
await buildApp();
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const startedAt = new Date();
const [loadBefore] = loadavg();
const code = await runOnHeadlessDesktop(vitest, [...config, ...wanted], { cwd: projectRoot });
const [loadAfter] = loadavg();
const machine = machineFacts({ startedAt, loads: [loadBefore, loadAfter] });
const report = makeReport(machine, await readGroups());
await writeFile(path.join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${describeReport(report).join('\n')}`);
if (code !== 0) console.log('\nA group could not be measured: see above.');
process.exitCode = code === 0 ? 0 : 1;
