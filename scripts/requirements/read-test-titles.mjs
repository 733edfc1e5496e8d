// Reads which requirement ids the titles of a test file carry, with a real parser, tables of `each` included.
import { parseSync } from 'vite';

const languages = { '.ts': 'ts', '.tsx': 'tsx' };
const idPattern = /\b[BCDEKNOPRT]-\d{2}\b/g;
const titled = new Set(['it', 'test', 'describe']);

/** The ids in a text, in the order they stand there. */
export const idsIn = (text) => text.match(idPattern) ?? [];

function children(node) {
  return Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string');
}

function* walk(node) {
  yield node;
  for (const child of children(node)) yield* walk(child);
}

function* textsIn(node) {
  for (const { type, value } of walk(node)) {
    if (type === 'Literal' && typeof value === 'string') yield value;
    if (type === 'TemplateElement') yield value.cooked ?? '';
  }
}

/** `it`, `test.only`, `describe.each(table)` and the like, outside in; a step of a test has no title of its own. */
function calleeOf(node) {
  const tables = [];
  let at = node.callee;
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') {
    if (at.type === 'MemberExpression') {
      if (at.property.name === 'step') return null;
      at = at.object;
    } else {
      tables.push(at.arguments[0]);
      at = at.callee;
    }
  }
  return at.type === 'Identifier' && titled.has(at.name) ? { tables } : null;
}

/** A row of a table takes part in the title when one of its texts begins with ids. */
function* idsOfTable(table, constants) {
  const rows = table?.type === 'Identifier' ? constants.get(table.name) : table;
  if (rows === undefined || rows === null) return;
  for (const text of textsIn(rows)) yield* idsIn(/^(?:[A-Z]-\d{2}\b ?)*/.exec(text)?.[0] ?? '');
}

/** The ids carried by the titles of a test file; throws when the file does not parse. */
export function readTitleIds(file, text) {
  const { program, errors } = parseSync(file, text, {
    lang: languages[/\.[^.]+$/.exec(file)?.[0]],
  });
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const nodes = [...walk(program)];
  const constants = new Map(
    nodes
      .filter(({ type, init }) => type === 'VariableDeclarator' && init !== null)
      .map(({ id, init }) => [id.name, init]),
  );
  const ids = new Set();
  for (const node of nodes) {
    const called = node.type === 'CallExpression' ? calleeOf(node) : null;
    const title = node.arguments?.[0];
    if (called === null || !['Literal', 'TemplateLiteral'].includes(title?.type)) continue;
    for (const part of textsIn(title)) for (const id of idsIn(part)) ids.add(id);
    for (const table of called.tables) for (const id of idsOfTable(table, constants)) ids.add(id);
  }
  return ids;
}
