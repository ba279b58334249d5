import { child, children, type Node, walk } from '../parse/index.ts';

/** Whether a node holds declarations, like a scope of the language. */
export function isScope({ type }: Node): boolean {
  return (
    type === 'Program' ||
    type === 'BlockStatement' ||
    type === 'TSModuleBlock' ||
    type === 'StaticBlock' ||
    type === 'SwitchStatement' ||
    type === 'CatchClause' ||
    /^For(?:In|Of)?Statement$/.test(type) ||
    isFunction(type)
  );
}

function isFunction(type: string): boolean {
  return /^(?:Function|ArrowFunction|ObjectMethod$|Class(?:Private)?Method$)/.test(type);
}

const known = new WeakMap<Node, ReadonlySet<string>>();

/** Whether a node binds the name for its content: as a parameter, variable, function, class, type, or import. */
export function binds(node: Node, name: string): boolean {
  let names = known.get(node);
  if (names === undefined) {
    names = new Set(boundBy(node));
    known.set(node, names);
  }
  return names.has(name);
}

function boundBy(node: Node): readonly string[] {
  if (/^Class(?:Declaration|Expression)$/.test(node.type)) return [...ids(node), ...typeParameters(node)];
  if (!isScope(node)) return [];
  if (isFunction(node.type)) {
    return [
      ...children(node, 'params').flatMap(namesIn),
      ...ids(node),
      ...typeParameters(node),
      ...hoisted(node),
    ];
  }
  const heads = ['param', 'init', 'left'].map((key) => child(node, key));
  const statements = [
    ...children(node, 'body'),
    ...children(node, 'cases').flatMap((one) => children(one, 'consequent')),
  ];
  const whole = node.type === 'Program' || node.type === 'TSModuleBlock';
  return [...[...heads, ...statements].flatMap(namesIn), ...(whole ? hoisted(node) : [])];
}

/** A `var` in an inner block belongs to the function around it. */
export function hoisted(outer: Node): readonly string[] {
  const names: string[] = [];
  walk(outer, (node) => {
    if (node !== outer && (isFunction(node.type) || /^Class|^TS|Expression$/.test(node.type))) return false;
    if (node.type === 'VariableDeclaration' && node['kind'] === 'var') names.push(...namesIn(node));
    return true;
  });
  return names;
}

/** The names that a declaration or a pattern binds. */
export function namesIn(node: Node | null): readonly string[] {
  switch (node?.type) {
    case 'Identifier':
      return [node['name'] as string];
    case 'VariableDeclaration':
      return children(node, 'declarations').flatMap((one) => namesIn(child(one, 'id')));
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration': {
      const declaration = child(node, 'declaration');
      return declaration?.type === 'Identifier' ? [] : namesIn(declaration);
    }
    case 'ImportDeclaration':
      return children(node, 'specifiers').flatMap((one) => namesIn(child(one, 'local')));
    case 'AssignmentPattern':
      return namesIn(child(node, 'left'));
    case 'RestElement':
      return namesIn(child(node, 'argument'));
    case 'ArrayPattern':
      return children(node, 'elements').flatMap(namesIn);
    case 'ObjectPattern':
      return children(node, 'properties').flatMap((one) => namesIn(child(one, 'value') ?? one));
    case 'TSParameterProperty':
      return namesIn(child(node, 'parameter'));
    default:
      return node !== null && node !== undefined && /Declaration$|^TSDeclareFunction$/.test(node.type)
        ? ids(node)
        : [];
  }
}

function ids(node: Node): readonly string[] {
  const id = child(node, 'id');
  return id?.type === 'Identifier' ? [id['name'] as string] : [];
}

function typeParameters(node: Node): readonly string[] {
  return children(child(node, 'typeParameters'), 'params').flatMap(({ name }) =>
    typeof name === 'string' ? [name] : [],
  );
}
