import type { Member } from './members.ts';
import { child, children, type Node } from './node.ts';
import { returnType, unlikeVoidPromise } from './signature.ts';

/** Whether a publishIntrospectionEvent that a class has can be called as the bus's own is. */
export function canIntrospect(member: Member, text: string, typescript: boolean): boolean {
  const { kind, abstract, access, node, unlike } = member;
  if (kind !== 'method' || abstract || access !== 'public') return false;
  if (!typescript) return true;
  if (node === null) return unlike === null || unlike === 'takes parameters';
  const result = returnType(node, text);
  const promises =
    result === null
      ? node['generator'] !== true && unlikeVoidPromise(node, text) === null
      : /^(?:globalThis\.)?Promise<void>$/.test(result);
  const parameters = children(node, 'params');
  return promises && parameters.length < 2 && parameters.every((one) => takesReason(one, text));
}

function takesReason(parameter: Node, text: string): boolean {
  const right = child(parameter, 'right');
  const target = child(parameter, 'left') ?? parameter;
  if (target.type !== 'Identifier') return false;
  const type = child(child(target, 'typeAnnotation'), 'typeAnnotation');
  if (type === null) return right === null || right.type === 'StringLiteral';
  return /^(?:string|unknown|any)$|\bIntrospectionReason\b/.test(text.slice(type.start, type.end));
}
