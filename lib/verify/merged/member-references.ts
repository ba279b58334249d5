import { child, children, nameOf, type Node, type Way } from '../../injection/parse/node.ts';
import { addTo, type Facts } from './facts.ts';
import { memberNames, membersOf } from './members.ts';
import { binderOf } from './references.ts';

const known = new WeakMap<Node, ReadonlySet<string>>();

function namesOf(container: Node): ReadonlySet<string> {
  const names = known.get(container) ?? memberNames(container);
  known.set(container, names);
  return names;
}

/** The body of the class that `this` stands for; null where that is not plain. */
function bodyOfThis(above: Way | null): Node | null {
  for (let way = above; way !== null; way = way.above) {
    if (way.node.type === 'ClassBody') return way.node;
    if (/^(?:Function(?:Expression|Declaration)|ObjectMethod)$/.test(way.node.type)) return null;
  }
  return null;
}

/** The object or body behind `as const`, `satisfies`, and `Object.freeze`. */
function unwrapped(node: Node | null): Node | null {
  if (node === null) return null;
  if (/^TS(?:As|Satisfies)Expression$/.test(node.type)) return unwrapped(child(node, 'expression'));
  if (node.type === 'CallExpression') return unwrapped(children(node, 'arguments')[0] ?? null);
  return node.type === 'ObjectExpression' ? node : null;
}

/** Classes, enums, and constant objects of a module, by name. */
export function containersOf(program: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const statement of children(program, 'body')) {
    const node = child(statement, 'declaration') ?? statement;
    const name = nameOf(child(node, 'id'));
    const body = node.type === 'TSEnumDeclaration' ? (child(node, 'body') ?? node) : child(node, 'body');
    if (name !== null && body !== null && /^(?:Class|TSEnum)Declaration$/.test(node.type))
      found.set(name, body);
    for (const one of children(node, 'declarations')) {
      const [id, object] = [nameOf(child(one, 'id')), unwrapped(child(one, 'init'))];
      const isPlain = object && membersOf(object).every((member) => member.type !== 'SpreadElement');
      if (node['kind'] === 'const' && id !== null && isPlain) found.set(id, object);
    }
  }
  return found;
}

/** The class, enum, or object of the module that a name stands for; null where something else binds it. */
function ofModule(name: string, above: Way | null, containers: ReadonlyMap<string, Node>): Node | null {
  const container = containers.get(name) ?? null;
  const binder = binderOf(name, above);
  // Within a class, its own name is bound by the class itself.
  const isIt = binder?.type === 'Program' || (binder !== null && child(binder, 'body') === container);
  return isIt ? container : null;
}

/** Members that are used and that nothing in the module declares: of `this`, of a class, an enum, or an object. */
export function addUnknownMembers(
  facts: Facts,
  node: Node,
  above: Way | null,
  containers: ReadonlyMap<string, Node>,
): void {
  const isType = node.type === 'TSQualifiedName';
  if (!(isType || /^(?:Optional)?MemberExpression$/.test(node.type)) || node['computed'] === true) return;
  const object = child(node, isType ? 'left' : 'object');
  const property = child(node, isType ? 'right' : 'property');
  const name = nameOf(property?.type === 'PrivateName' ? null : property);
  if (name === null) return;
  const owner =
    object?.type === 'ThisExpression' ? 'this' : object?.type === 'Identifier' ? nameOf(object) : null;
  if (owner === null) return;
  const container = owner === 'this' ? bodyOfThis(above) : ofModule(owner, above, containers);
  if (!container || namesOf(container).has(name)) return;
  addTo(facts, `${owner}.${name} is used, but one side removed or renamed it`, name, node);
}
