import { INHERITED, type Member } from './members.ts';
import { LIFECYCLE } from './bus-members.ts';
import { child, children, memberName, nameOf, type Node, nodesOf, walk } from '../parse/index.ts';

/** Returns the members that only an assignment in a constructor or method creates: `this.nodeId = …`. */
export function assignedMembers(classNode: Node): readonly Member[] {
  const found: Member[] = [];
  const body = child(classNode, 'body');
  if (body === null) return found;
  const aliases = aliasesOf(body);
  walk(body, (node, above) => {
    // In an inner class or a plain function, `this` is another object.
    const isOther = /^(Class(Declaration|Expression)|Function(Declaration|Expression)|ObjectMethod)$/;
    if (isOther.test(node.type) && aliases.size === 0) return false;
    // In a static member, `this` is the class.
    if (node.type === 'StaticBlock' || (node['static'] === true && node.type.startsWith('Class')))
      return false;
    const value = node.type === 'AssignmentExpression' ? child(node, 'right') : null;
    const names = namesAssigned(node, aliases).filter((name) => !isBound(value, name));
    if (names.length === 0) return true;
    const around = nodesOf(above).filter(({ type }) => /Function|Method/.test(type));
    const atOnce = around.length === 1 && around[0]?.['kind'] === 'constructor';
    found.push(...names.map((name) => assigned(name, value, node, atOnce)));
    return true;
  });
  return found.toSorted((a, b) => (a.node?.start ?? 0) - (b.node?.start ?? 0));
}

/** Returns the members that an expression assigns: an assignment, a pattern, or `Object.assign(this, { name })`. */
function namesAssigned(node: Node, aliases: ReadonlySet<string>): readonly string[] {
  if (node.type === 'AssignmentExpression') {
    const left = child(node, 'left');
    const names: string[] = [];
    if (left?.type !== 'ObjectPattern' && left?.type !== 'ArrayPattern') {
      const name = nameOfThis(left, aliases);
      return name === null ? [] : [name];
    }
    walk(left, (target) => {
      const name = nameOfThis(target, aliases);
      if (name !== null) names.push(name);
    });
    return names;
  }
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : null;
  if (!/^(?:Object|Reflect)$/.test(nameOf(child(callee, 'object')) ?? '')) return [];
  const [target] = children(node, 'arguments');
  const isObject = target?.type === 'ThisExpression' || aliases.has(nameOf(target ?? null) ?? '');
  return isObject ? definedNames(node, []) : [];
}

/**
 * Returns the members that assignments to the prototype create, including `Object.assign` and `Object.defineProperty`
 * calls on it.
 */
export function prototypeMembers(nodes: readonly Node[]): readonly Member[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'AssignmentExpression') {
      return definedNames(node).map((name) => assigned(name, null, node, true));
    }
    const name = keyOf(child(node, 'left'));
    return name === null ? [] : [assigned(name, child(node, 'right'), node, true)];
  });
}

/**
 * Returns the names that such a call defines.
 * @param unread The names to assume when the call's names cannot be read. Default: the bus's members that they could
 *   hide.
 */
function definedNames(call: Node, unread: readonly string[] = HIDEABLE): readonly string[] {
  const method = nameOf(child(child(call, 'callee'), 'property')) ?? '';
  const [, ...sources] = children(call, 'arguments');
  if (method === 'defineProperty') return keysOf(sources[0] ?? null) ?? unread;
  if (method !== 'assign' && method !== 'defineProperties') return [];
  return sources.flatMap((source) => {
    if (source.type === 'ObjectExpression') {
      return children(source, 'properties').flatMap((one) =>
        one.type === 'SpreadElement' || one['computed'] === true ? unread : (keysOf(child(one, 'key')) ?? []),
      );
    }
    return nameOf(child(source, 'object')) === 'EventEmitter' ? [] : unread;
  });
}

function keysOf(key: Node | null): readonly string[] | null {
  const name = key?.type === 'StringLiteral' || key?.type === 'Identifier' ? nameOf(key) : null;
  return name === null ? null : [name];
}

const HIDEABLE = Object.values(LIFECYCLE);

function assigned(name: string, value: Node | null, node: Node, atOnce: boolean): Member {
  return { ...INHERITED, name, kind: 'field', value, node, assigned: atOnce ? 'at once' : 'later' };
}

function nameOfThis(left: Node | null, aliases: ReadonlySet<string> = new Set()): string | null {
  const object = child(left, 'object');
  return object?.type === 'ThisExpression' || aliases.has(nameOf(object) ?? '') ? keyOf(left) : null;
}

/** Returns the names that stand for the object: `const self = this`. */
function aliasesOf(body: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(body, (node) => {
    const value = child(node, 'init') ?? child(node, 'right');
    const name = nameOf(child(node, 'id') ?? child(node, 'left'));
    if (value?.type === 'ThisExpression' && name !== null) names.add(name);
  });
  return names;
}

/** `x.name`, `x['name']`. */
function keyOf(member: Node | null): string | null {
  return member?.type === 'MemberExpression' ? memberName(member, 'property') : null;
}

/** `this.name.bind(this)` is the method itself. */
function isBound(value: Node | null, name: string): boolean {
  const callee = value?.type === 'CallExpression' ? child(value, 'callee') : null;
  return keyOf(callee) === 'bind' && nameOfThis(child(callee, 'object')) === name;
}
