// Checks the source against the rules of the architecture and names file, line, rule and reason of each break.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readModule } from './architecture/read-module.mjs';
import { rules } from './architecture/rules.mjs';
import { projectRoot, runAsScript } from './project.mjs';

const folders = ['electron', 'renderer', 'shared'];
const sources = /\.(?:ts|tsx|mts|js|jsx)$/;

async function listSources(root) {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
      return names.map((name) => `${folder}/${name.split(path.sep).join('/')}`);
    }),
  );
  return found
    .flat()
    .filter((file) => sources.test(file) && !file.endsWith('.d.ts'))
    .sort();
}

/** Resolves with every break under `root`: { file, line, rule, why }, one a rule and line, in the order of reading. */
export async function lintArchitecture(root = projectRoot) {
  const breaks = new Map();
  for (const file of await listSources(root)) {
    const facts = readModule(file, await readFile(path.join(root, file), 'utf8'));
    for (const { id, why, breaks: isBreak } of rules) {
      for (const fact of facts) {
        if (!isBreak(fact, file)) continue;
        breaks.set(`${file}:${fact.line} ${id}`, { file, line: fact.line, rule: id, why });
      }
    }
  }
  return [...breaks.values()];
}

if (runAsScript(import.meta.url)) {
  const found = await lintArchitecture();
  for (const { file, line, rule, why } of found) {
    process.stdout.write(`${file}:${line}  ${rule}: ${why}\n`);
  }
  process.stdout.write(
    found.length === 0
      ? 'The architecture holds.\n'
      : `${found.length} breaks of the architecture.\n`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}
