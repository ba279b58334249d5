interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The name of a key, an import or an export; null of one that is computed. */
function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  const name = node.type === 'Identifier' ? node['name'] : node['value'];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
}

function hasTwice(names: readonly (string | null)[]): boolean {
  const known = names.filter((name) => name !== null);
  return new Set(known).size < known.length;
}

const listOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

function keysOf(object: Node): (string | null)[] {
  return listOf(object['properties']).map((property) => {
    const name = property['computed'] === true ? null : nameOf(property['key']);
    // A getter and a setter of one name are a pair.
    return name === null || property['kind'] !== 'set' ? name : `set ${name}`;
  });
}

const ofSpecifiers = (statements: readonly Node[], type: string, key: string): (string | null)[] =>
  statements
    .filter((statement) => statement.type === type)
    .flatMap((statement) => listOf(statement['specifiers']).map((specifier) => nameOf(specifier[key])));

/**
 * Whether a module says a name twice that may be said once, which the parser lets pass and the compiler refuses: a key
 * of an object, a name that is imported, a name that is passed on. Merges by line do that where both sides added it.
 */
export function saysTwice(program: unknown): boolean {
  if (!isNode(program)) return false;
  const statements = listOf(program['body']);
  if (hasTwice(ofSpecifiers(statements, 'ImportDeclaration', 'local'))) return true;
  if (hasTwice(ofSpecifiers(statements, 'ExportNamedDeclaration', 'exported'))) return true;
  const nodes: Node[] = [program];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === 'ObjectExpression' && hasTwice(keysOf(node))) return true;
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) nodes.push(...value.filter(isNode));
      else if (isNode(value)) nodes.push(value);
    }
  }
  return false;
}
