// Reads a source file with a real parser into the plain facts that the rules of the architecture are about.
import { parseSync } from 'vite';

const languages = { '.ts': 'ts', '.tsx': 'tsx', '.mts': 'ts', '.js': 'js', '.jsx': 'jsx' };

/** `a.b.c` as a text; parts that have no plain name are left out, so that `f().reveal` reads as `.reveal`. */
function nameOf(node) {
  switch (node?.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'MetaProperty':
      return 'import.meta';
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return nameOf(node.expression);
    case 'MemberExpression':
      return `${nameOf(node.object)}.${propertyOf(node) ?? ''}`;
    default:
      return '';
  }
}

function propertyOf({ computed, property }) {
  if (!computed) return property.name;
  return property.type === 'Literal' ? String(property.value) : undefined;
}

function importFacts(node) {
  const source = (node.source ?? node.argument)?.value;
  if (typeof source !== 'string') return [];
  const names = (node.specifiers ?? []).map(
    (specifier) => specifier.imported?.name ?? specifier.local?.name ?? 'default',
  );
  const dynamic = node.type === 'ImportExpression';
  return [{ kind: 'import', source, names, dynamic }];
}

/** What each kind of node tells; a node that is not named here tells nothing by itself. */
const readers = {
  ImportDeclaration: importFacts,
  ExportNamedDeclaration: importFacts,
  ExportAllDeclaration: importFacts,
  TSImportType: importFacts,
  ImportExpression: (node) => {
    const known = importFacts(node);
    return known.length > 0 ? known : [{ kind: 'import', source: '', names: [], dynamic: true }];
  },
  MemberExpression: (node) => [
    { kind: 'member', name: nameOf(node), property: propertyOf(node) ?? '' },
  ],
  CallExpression: (node) => {
    const name = nameOf(node.callee);
    const call = { kind: 'call', name, argumentCount: node.arguments.length };
    const [first] = node.arguments;
    if (name !== 'require' || typeof first?.value !== 'string') return [call];
    return [call, { kind: 'import', source: first.value, names: [], dynamic: false }];
  },
  NewExpression: (node) => [
    { kind: 'new', name: nameOf(node.callee), argumentCount: node.arguments.length },
  ],
  Property: (node) => {
    const name = node.key.name ?? node.key.value;
    return [{ kind: 'property', name, value: node.value?.value }];
  },
  AssignmentExpression: (node) => {
    const name = nameOf(node.left).split('.').at(-1);
    return [{ kind: 'property', name, value: node.right?.value }];
  },
  Literal: (node) => (typeof node.value === 'string' ? [{ kind: 'text', value: node.value }] : []),
  TemplateElement: (node) => [{ kind: 'text', value: node.value.cooked ?? '' }],
  Identifier: (node) => [{ kind: 'identifier', name: node.name }],
};

/** Property names and object keys are no use of a variable, and what a type mentions does not run. */
function isSkipped(parent, key) {
  if (parent.type === 'MemberExpression') return key === 'property' && !parent.computed;
  if (parent.type === 'Property') return key === 'key' && !parent.computed && !parent.shorthand;
  if (parent.type === 'ImportSpecifier' || parent.type === 'ExportSpecifier') return true;
  return key === 'typeAnnotation' || key === 'typeArguments' || key === 'typeParameters';
}

/** Types are walked only for the imports in them. */
function walk(node, { typesOnly, report }) {
  const facts = readers[node.type]?.(node) ?? [];
  for (const fact of facts) if (!typesOnly || fact.kind === 'import') report(fact, node.start);
  for (const [key, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type !== 'string') continue;
      const types = typesOnly || isSkipped(node, key) || child.type.startsWith('TSTypeQuery');
      walk(child, { typesOnly: types, report });
    }
  }
}

/** Returns the facts of one file, each with the line it stands on; throws when the file does not parse. */
export function readModule(file, text) {
  const extension = /\.[^.]+$/.exec(file)?.[0];
  const { program, errors } = parseSync(file, text, { lang: languages[extension] });
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const lineStarts = [...text.matchAll(/\n/g)].map((match) => match.index + 1);
  const facts = [];
  const report = (fact, start) => {
    const line = 1 + lineStarts.filter((lineStart) => lineStart <= start).length;
    facts.push({ ...fact, line });
  };
  walk(program, { typesOnly: false, report });
  return facts;
}
