import { child, children, nameOf, type Node, nodesOf, type Way } from '../parse/index.ts';
import { isBusImport } from './guest-declarations.ts';
import { BUS_MODULE } from './names.ts';
import { binds, namesIn } from './scope.ts';

const WRAPPER = /^(?:Await|Parenthesized|TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Chain)/;

/** Returns the name of the called function: `openEventBus` of `bus?.openEventBus(this)`. */
export function calleeName(call: Node): string | null {
  const callee = child(call, 'callee');
  return isMember(callee) ? nameOf(child(callee, 'property')) : nameOf(callee);
}

/**
 * Whether a call of an `openEventBus` is a call of the runtime's function for the object itself. It is not for a method
 * of another object, a function of the file, or a bus that is opened for another object.
 * @param loaders From `loadersOf`.
 */
export function opensOwnBus(call: Node, above: Way | null, loaders: ReadonlySet<string>): boolean {
  let host = children(call, 'arguments')[0] ?? null;
  while (isMember(host)) host = child(host, 'object');
  if (host?.type !== 'ThisExpression') return false;
  const callee = child(call, 'callee');
  return isMember(callee)
    ? isBus(child(callee, 'object'), above, loaders)
    : callee?.type === 'Identifier' && isOfBus(String(callee['name']), above, loaders);
}

/** Returns the functions at the top of a file that load the bus's module. */
export function loadersOf(program: Node, text: string): ReadonlySet<string> {
  const names = children(program, 'body').flatMap((statement) => {
    const node = child(statement, 'declaration') ?? statement;
    const code = text.slice(node.start, node.end);
    return /\bimport\s*\(/.test(code) && code.includes(BUS_MODULE) ? namesIn(node) : [];
  });
  return new Set(names);
}

/** Whether a value is the bus's module. */
function isBus(value: Node | null, above: Way | null, loaders: ReadonlySet<string>): boolean {
  const node = unwrapped(value);
  if (node === null) return false;
  if (isBusImport(node)) return true;
  if (node.type === 'CallExpression') {
    const callee = child(node, 'callee');
    if (nameOf(callee) === 'require') return nameOf(children(node, 'arguments')[0] ?? null) === BUS_MODULE;
    return callee?.type === 'Identifier' && loaders.has(String(callee['name']));
  }
  return node.type === 'Identifier' && isOfBus(String(node['name']), above, loaders);
}

/** Whether a name stands for the bus's module or for a member of it. */
function isOfBus(name: string, above: Way | null, loaders: ReadonlySet<string>): boolean {
  const around = nodesOf(above);
  const scope = around.findLast((node) => binds(node, name));
  if (scope === undefined) return false;
  for (const statement of children(scope, 'body')) {
    if (statement.type === 'ImportDeclaration' && namesIn(statement).includes(name))
      return nameOf(child(statement, 'source')) === BUS_MODULE;
    if (statement.type === 'TSImportEqualsDeclaration' && nameOf(child(statement, 'id')) === name)
      return nameOf(child(child(statement, 'moduleReference'), 'expression')) === BUS_MODULE;
    const declarator = children(statement, 'declarations').find((one) =>
      namesIn(child(one, 'id')).includes(name),
    );
    const init = child(declarator ?? null, 'init');
    const isItself = init?.type === 'Identifier' && nameOf(init) === name;
    if (declarator !== undefined) return !isItself && isBus(init, above, loaders);
  }
  return false;
}

function unwrapped(value: Node | null): Node | null {
  let node = value;
  while (node !== null && WRAPPER.test(node.type))
    node = child(node, 'argument') ?? child(node, 'expression');
  return node;
}

function isMember(node: Node | null): boolean {
  return node?.type === 'MemberExpression' || node?.type === 'OptionalMemberExpression';
}
