import { INHERITED, type Member } from './members.ts';
import { child, nameOf, type Node, nodesOf, walk } from '../parse/index.ts';

/** Members that only an assignment in a constructor or method makes: `this.nodeId = …`. */
export function assignedMembers(classNode: Node): readonly Member[] {
  const found: Member[] = [];
  const body = child(classNode, 'body');
  if (body === null) return found;
  walk(body, (node, above) => {
    // `this` of an inner class or plain function is another object.
    if (/^(Class(Declaration|Expression)|Function(Declaration|Expression)|ObjectMethod)$/.test(node.type))
      return false;
    // In a static member it is the class.
    if (node.type === 'StaticBlock' || (node['static'] === true && node.type.startsWith('Class')))
      return false;
    const name = node.type === 'AssignmentExpression' ? nameOfThis(child(node, 'left')) : null;
    const value = child(node, 'right');
    if (name === null || isBound(value, name)) return true;
    const around = nodesOf(above).filter(({ type }) => /Function|Method/.test(type));
    const atOnce = around.length === 1 && around[0]?.['kind'] === 'constructor';
    found.push(assigned(name, value, node, atOnce));
    return true;
  });
  return found.toSorted((a, b) => (a.node?.start ?? 0) - (b.node?.start ?? 0));
}

/** Members that assignments to the prototype make: `Store.prototype.initialize = …`. */
export function prototypeMembers(assignments: readonly Node[]): readonly Member[] {
  return assignments.flatMap((node) => {
    const name = keyOf(child(node, 'left'));
    return name === null ? [] : [assigned(name, child(node, 'right'), node, true)];
  });
}

function assigned(name: string, value: Node | null, node: Node, atOnce: boolean): Member {
  return { ...INHERITED, name, kind: 'field', value, node, assigned: atOnce ? 'at once' : 'later' };
}

function nameOfThis(left: Node | null): string | null {
  return child(left, 'object')?.type === 'ThisExpression' ? keyOf(left) : null;
}

/** `x.name`, `x['name']`. */
function keyOf(member: Node | null): string | null {
  if (member?.type !== 'MemberExpression') return null;
  const property = child(member, 'property');
  return member['computed'] === true && property?.type !== 'StringLiteral' ? null : nameOf(property);
}

/** `this.name.bind(this)` is the method itself. */
function isBound(value: Node | null, name: string): boolean {
  const callee = value?.type === 'CallExpression' ? child(value, 'callee') : null;
  return keyOf(callee) === 'bind' && nameOfThis(child(callee, 'object')) === name;
}
