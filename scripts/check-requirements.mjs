// Holds docs/requirements.md and the titles of the tests to each other: no rule without a test, no id without a rule.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot, runAsScript } from './project.mjs';
import { idsIn, readTitleIds } from './requirements/read-test-titles.mjs';

const table = 'docs/requirements.md';
const codeSpan = /`([^`]+)`/g;

const filesIn = (cell) => [...cell.matchAll(codeSpan)].map(([, file]) => file);

/** Every row of the document's tables: { id, rule, sources, tests }. */
export function readRows(markdown) {
  return markdown.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, id, rule, sources, tests] = cells;
    if (cells.length !== 6 || idsIn(id)[0] !== id) return [];
    return [{ id, rule, sources: filesIn(sources), tests: filesIn(tests) }];
  });
}

/** Resolves with the ids in the titles of each file under tests/, by the file's name from the root. */
export async function readAllTitles(root) {
  const names = await readdir(path.join(root, 'tests'), { recursive: true });
  const files = names
    .map((name) => `tests/${name.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('tests/fixtures/architecture/'))
    .sort();
  const titles = files.map(async (file) => [
    file,
    readTitleIds(file, await readFile(path.join(root, file), 'utf8')),
  ]);
  return new Map(await Promise.all(titles));
}

const exists = (file) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

async function checkRow({ id, rule, sources, tests }, titles, root) {
  const problems = [];
  if (rule === '') problems.push(`${id} states no rule`);
  if (sources.length === 0) problems.push(`${id} names no source`);
  if (tests.length === 0) problems.push(`${id} names no test`);
  for (const file of sources) {
    if (!(await exists(path.join(root, file))))
      problems.push(`${id} names ${file}, which is not there`);
  }
  for (const file of tests) {
    if (!titles.has(file)) problems.push(`${id} names ${file}, which is no test`);
    else if (!titles.get(file).has(id)) problems.push(`${id} stands in no title of ${file}`);
  }
  return problems;
}

/** Resolves with a sentence for everything in which the document and the tests under `root` disagree. */
export async function checkRequirements(root = projectRoot) {
  const rows = readRows(await readFile(path.join(root, table), 'utf8'));
  const titles = await readAllTitles(root);
  const known = new Set(rows.map(({ id }) => id));
  const twice = rows.filter(({ id }, index) => rows.findIndex((row) => row.id === id) !== index);
  const unknown = [...titles].flatMap(([file, ids]) =>
    [...ids].filter((id) => !known.has(id)).map((id) => `${file} carries ${id}, which has no row`),
  );
  const checked = await Promise.all(rows.map((row) => checkRow(row, titles, root)));
  return [...checked.flat(), ...twice.map(({ id }) => `${id} has two rows`), ...unknown];
}

if (runAsScript(import.meta.url)) {
  const problems = await checkRequirements();
  for (const problem of problems) console.log(problem);
  if (problems.length === 0)
    console.log('Every requirement has its test, and every test its requirement.');
  process.exitCode = problems.length === 0 ? 0 : 1;
}
