// Installs the npm packages that package-lock.json names, once for each state of that file.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startProgress } from './progress.mjs';
import { projectRoot } from './project.mjs';
import { runCommandWell } from './run-command.mjs';

const stamp = path.join(projectRoot, 'node_modules/.tokenward-lock');
const installedLock = path.join(projectRoot, 'node_modules/.package-lock.json');

async function digestOf(file) {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** True when npm's own record of what it installed names every package at the version that the lock file wants. */
async function matchesByContent(lockFile) {
  if (!existsSync(installedLock)) return false;
  const [wanted, found] = await Promise.all(
    [lockFile, installedLock].map(
      async (file) => JSON.parse(await readFile(file, 'utf8')).packages,
    ),
  );
  return Object.entries(wanted).every(([name, { version, optional }]) => {
    if (name === '' || (optional && !found[name])) return true;
    return found[name]?.version === version;
  });
}

/** Installs without running any package's scripts: everything used here is prebuilt inside its package. */
export async function ensureNpmPackages() {
  const lockFile = path.join(projectRoot, 'package-lock.json');
  const digest = await digestOf(lockFile);
  const stamped = existsSync(stamp) ? await readFile(stamp, 'utf8') : undefined;
  if (stamped === digest) return;
  if (!(await matchesByContent(lockFile))) {
    const progress = startProgress('npm packages: installing');
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await runCommandWell('npm', args, { cwd: projectRoot });
    progress.end('done');
  }
  await writeFile(stamp, digest);
}
