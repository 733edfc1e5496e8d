// Shows that every rule of the architecture catches what breaks it, leaves alone what does not, and holds for this source.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../scripts/architecture/rules.mjs';
import { lintArchitecture } from '../../../scripts/lint-architecture.mjs';
import { projectRoot } from '../../../scripts/project.mjs';

const fixtures = path.join(projectRoot, 'tests/fixtures/architecture');

/** Every line that ends in `// breaks`, as `file:line`. */
async function readMarkedLines(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const marked = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const lines = (await readFile(file, 'utf8')).split('\n');
      const name = path.relative(root, file);
      return lines.flatMap((line, index) =>
        line.endsWith('// breaks') ? [`${name}:${index + 1}`] : [],
      );
    });
  return (await Promise.all(marked)).flat().sort();
}

describe.each(rules.map(({ id }) => id))('rule %s', (id) => {
  test('is reported on each marked line of its fixture and on no other', async () => {
    const root = path.join(fixtures, id);
    const marked = await readMarkedLines(root);
    const found = (await lintArchitecture(root)).filter(({ rule }) => rule === id);
    expect(found.map(({ file, line }) => `${file}:${line}`).sort()).toEqual(marked);
    expect(marked.length).toBeGreaterThan(0);
  });

  test('gives its reason as one sentence', () => {
    const rule = rules.find((candidate) => candidate.id === id);
    expect(rule?.why).toMatch(/^[a-zE].{20,120}[^.]$/);
  });
});

test.each([
  ['E-06 E-08 the page without its full protection', 'weak-page'],
  ['E-15 a way to the browser beside the one that checks', 'open-external'],
  ['E-17 a second door for messages', 'electron-doors'],
  ['E-21 a certificate that nobody vouches for', 'certificates'],
  ['K-05 enumerating the keychain, which crashes on a locked one', 'keytar-calls'],
  ['O-18 a request that goes round the one transport', 'network'],
])('%s is reported by the rule %s', async (_name, id) => {
  const found = await lintArchitecture(path.join(fixtures, id));
  expect(found.map(({ rule }) => rule)).toContain(id);
});

test('every fixture belongs to a rule', async () => {
  expect((await readdir(fixtures)).sort()).toEqual(rules.map(({ id }) => id).sort());
});

test('the source of the product breaks no rule', async () => {
  expect(await lintArchitecture()).toEqual([]);
});
