import { child, children, nameOf, type Node, readerOf } from '../parse/index.ts';

/** The meaning of a local name. */
export interface Imported {
  readonly specifier: string;
  /** `*` for the whole module. */
  readonly exported: string;
}

const readImports = readerOf<Map<string, Imported>>('Program', {
  ImportDeclaration: imported,
  TSImportEqualsDeclaration(statement, found) {
    const specifier = nameOf(child(child(statement, 'moduleReference'), 'expression'));
    const local = nameOf(child(statement, 'id'));
    if (specifier !== null && local !== null) found.set(local, { specifier, exported: '*' });
  },
  VariableDeclaration(statement, found) {
    for (const declarator of children(statement, 'declarations')) required(declarator, found);
  },
  // No other statement at the top of the file binds an import.
  Statement() {},
});

/**
 * Maps each local name to a module and an export; reads `import`, `import x = require()`, and `const … = require()`.
 */
export function importsOf(program: Node): ReadonlyMap<string, Imported> {
  return readImports(program, new Map());
}

function imported(statement: Node, found: Map<string, Imported>): void {
  const specifier = nameOf(child(statement, 'source')) ?? '';
  for (const item of children(statement, 'specifiers')) {
    const local = nameOf(child(item, 'local'));
    if (local === null) continue;
    const exported =
      item.type === 'ImportDefaultSpecifier'
        ? 'default'
        : item.type === 'ImportNamespaceSpecifier'
          ? '*'
          : (nameOf(child(item, 'imported')) ?? local);
    found.set(local, { specifier, exported });
  }
}

function required(declarator: Node, found: Map<string, Imported>): void {
  const init = child(declarator, 'init');
  if (init?.type !== 'CallExpression' || nameOf(child(init, 'callee')) !== 'require') return;
  const specifier = nameOf(children(init, 'arguments')[0] ?? null);
  if (specifier === null) return;
  const id = child(declarator, 'id');
  if (id?.type === 'Identifier') found.set(id['name'] as string, { specifier, exported: '*' });
  for (const property of children(id, 'properties')) {
    const exported = nameOf(child(property, 'key'));
    const local = nameOf(child(property, 'value'));
    if (exported !== null && local !== null) found.set(local, { specifier, exported });
  }
}
