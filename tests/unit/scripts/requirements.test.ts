// Shows that no requirement can lose its test and no test can name a requirement unseen, and that both hold here.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRequirements, readRows } from '../../../scripts/check-requirements.mjs';
import { readTitleIds } from '../../../scripts/requirements/read-test-titles.mjs';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();

function makeProject(files: Readonly<Record<string, string>>): string {
  const root = makeFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

const source = 'electron/a.ts';
const file = 'tests/unit/a.test.ts';
const row = (id: string, sources = `\`${source}\``, tests = `\`${file}\``) =>
  `| ${id} | A rule. | ${sources} | ${tests} |`;
const project = (rows: readonly string[], titles: string) =>
  makeProject({
    'docs/requirements.md': `# Rules\n\n| Id | Rule | Source | Tests |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
    [source]: 'export {};\n',
    [file]: titles,
  });
const problems = (rows: readonly string[], titles: string) =>
  checkRequirements(project(rows, titles));

describe('the document and the tests', () => {
  test('agree where each row has its title and each title its row', async () => {
    const titles = `it('O-33 R-12 keeps it', () => {});`;
    expect(await problems([row('O-33'), row('R-12')], titles)).toEqual([]);
  });

  test.each<[string, readonly string[], string, string]>([
    [
      'a row whose test carries another id',
      [row('O-33')],
      `it('keeps it', () => {});`,
      `O-33 stands in no title of ${file}`,
    ],
    [
      'an id that only a comment, a step or a helper names',
      [row('O-33')],
      `// O-33\ntest.step('O-33', run); check('O-33');`,
      `O-33 stands in no title of ${file}`,
    ],
    [
      'a title whose id has no row',
      [],
      `it('O-33 keeps it', () => {});`,
      `${file} carries O-33, which has no row`,
    ],
    [
      'a source that is not there',
      [row('O-33', '`electron/gone.ts`')],
      `it('O-33', run);`,
      'O-33 names electron/gone.ts, which is not there',
    ],
    [
      'a test that is not there',
      [row('O-33', undefined, '`tests/unit/gone.test.ts`')],
      `it('O-33', run);`,
      'O-33 names tests/unit/gone.test.ts, which is no test',
    ],
    ['no source', [row('O-33', 'nowhere')], `it('O-33', run);`, 'O-33 names no source'],
    ['no test', [row('O-33', undefined, 'none')], `it('O-33', run);`, 'O-33 names no test'],
    ['two rows', [row('O-33'), row('O-33')], `it('O-33', run);`, 'O-33 has two rows'],
  ])('disagree over %s', async (_name, rows, titles, problem) => {
    expect(await problems(rows, titles)).toEqual([problem]);
  });

  test('agree in this project', async () => {
    expect(await checkRequirements()).toEqual([]);
  });
});

describe('reading', () => {
  test('a row gives its id, its rule and the files it names', () => {
    const line = '| O-33 | Keep it. | `a.ts`, `b/c.ts` | `tests/d.test.ts` |';
    expect(readRows(`text\n| Id | Rule | x | y |\n${line}\nO-34`)).toEqual([
      { id: 'O-33', rule: 'Keep it.', sources: ['a.ts', 'b/c.ts'], tests: ['tests/d.test.ts'] },
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    ['a plain title', `it('O-33 keeps', run);`, ['O-33']],
    ['a template', `test(\`keeps (K-10) \${x} E-01\`, run);`, ['K-10', 'E-01']],
    ['a group', `describe('K-03 a lock', () => {});`, ['K-03']],
    [
      'a condition',
      `describe.runIf(ok)('D-02 a disk', run); it.runIf(ok)('D-04', run);`,
      ['D-02', 'D-04'],
    ],
    [
      'a table of rows',
      `it.each([['E-02', 1], ['E-03 E-04 x', 2]])('%s is %i', run);`,
      ['E-02', 'E-03', 'E-04'],
    ],
    [
      'a named table',
      `const rows = [['O-23', 'of']] as const; it.each(rows)('%s', run);`,
      ['O-23'],
    ],
    ['ids within the values of a table', `it.each(['see O-23'])('takes %s', run);`, []],
    ['what only looks like an id', `it('P-256, UTF-16, RFC-82 and X-11', run);`, []],
    ['another function', `run('O-33', () => {});`, []],
  ])('finds the ids of %s', (_name, text, ids) => {
    expect([...readTitleIds('a.test.ts', text)]).toEqual(ids);
  });

  test('refuses a file that does not parse', () => {
    expect(() => readTitleIds('a.test.ts', 'it(')).toThrow('does not parse');
  });
});
