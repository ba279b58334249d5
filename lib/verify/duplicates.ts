import { child, children, isNode, walk, type Node } from '../injection/parse/node.ts';

/** The name of a key, an import or an export; null of one that is computed. */
function nameOf(node: Node | null): string | null {
  const name = node?.type === 'Identifier' ? node['name'] : node?.['value'];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
}

function hasTwice(names: readonly (string | null)[]): boolean {
  const known = names.filter((name) => name !== null);
  return new Set(known).size < known.length;
}

function keysOf(object: Node): (string | null)[] {
  return children(object, 'properties').map((property) => {
    const name = property['computed'] === true ? null : nameOf(child(property, 'key'));
    // A getter and a setter of one name are a pair.
    return name === null || property['kind'] !== 'set' ? name : `set ${name}`;
  });
}

const ofSpecifiers = (program: Node, type: string, key: string): (string | null)[] =>
  children(program, 'body')
    .filter((statement) => statement.type === type)
    .flatMap((statement) =>
      children(statement, 'specifiers').map((specifier) => nameOf(child(specifier, key))),
    );

/**
 * Whether a module says a name twice that may be said once, which the parser lets pass and the compiler refuses: a key
 * of an object, a name that is imported, a name that is passed on. Merges by line do that where both sides added it.
 */
export function hasDuplicateNames(program: unknown): boolean {
  if (!isNode(program)) return false;
  if (hasTwice(ofSpecifiers(program, 'ImportDeclaration', 'local'))) return true;
  if (hasTwice(ofSpecifiers(program, 'ExportNamedDeclaration', 'exported'))) return true;
  let found = false;
  walk(program, (node) => {
    found ||= node.type === 'ObjectExpression' && hasTwice(keysOf(node));
    return !found;
  });
  return found;
}
