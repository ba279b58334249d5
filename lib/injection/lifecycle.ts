import type { Base } from './base.ts';
import { at, clash, describe, SEPARATE } from './clash.ts';
import type { Member } from './members.ts';
import { child, children, type Node } from './node.ts';

export type Lifecycle =
  /** A method of its own goes in. */
  | { readonly how: 'add'; readonly override: boolean; readonly callsSuper: boolean }
  /** The own method's body gains one call. */
  | { readonly how: 'extend'; readonly callable: Node };

/** How `initialize` or `shutdown` comes into a class; throws a clash where it cannot. */
export function lifecycleOf(
  name: string,
  classNode: Node,
  className: string,
  base: Base,
  own: readonly Member[],
  inherited: readonly Member[],
  typescript: boolean,
): Lifecycle {
  const mine = own.filter((member) => member.name === name);
  const withBody = mine.find((member) => member.callable !== null);
  const first = withBody ?? mine[0];
  if (first !== undefined) {
    const stands = `${describe(first, className)} stands where the method ${name}() goes`;
    const callable = first.callable;
    if (callable === null) throw clash(`${stands} and has no body to extend`, at(first, classNode), SEPARATE);
    if (callable['generator'] === true)
      throw clash(`${stands} and is a generator`, at(first, classNode), SEPARATE);
    if (callable['async'] !== true) {
      throw clash(
        `${stands} and is not async, so it cannot wait for the bus`,
        at(first, classNode),
        `make it async, or ${SEPARATE}`,
      );
    }
    const body = child(callable, 'body');
    if (body?.type !== 'BlockStatement') {
      throw clash(
        `${stands} and has no braces to put a call into`,
        at(first, classNode),
        `give it braces, or ${SEPARATE}`,
      );
    }
    const last = children(body, 'body').at(-1) ?? null;
    if (name === 'initialize' && last?.type !== 'ReturnStatement' && neverGoesOn(last)) {
      throw clash(`${stands} and its end is never reached`, at(first, classNode), SEPARATE);
    }
    return { how: 'extend', callable };
  }
  const above = inherited.find((member) => member.name === name && (member.abstract || !member.bodiless));
  if (above !== undefined) {
    if (above.kind !== 'method' || above.access === 'private' || above.requiredParameters > 0) {
      const why = above.requiredParameters > 0 ? 'takes parameters' : `is a ${above.access} ${above.kind}`;
      throw clash(
        `${name}() that ${className} inherits ${why}, so it cannot be extended`,
        classNode.start,
        SEPARATE,
      );
    }
    return { how: 'add', override: typescript, callsSuper: !above.abstract };
  }
  if (base.kind === 'runtime') return { how: 'add', override: typescript, callsSuper: true };
  return { how: 'add', override: false, callsSuper: false };
}

/** Whether control leaves a statement by return or throw on every way, or never. */
function neverGoesOn(node: Node | null): boolean {
  switch (node?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return neverGoesOn(children(node, 'body').at(-1) ?? null);
    case 'IfStatement':
      return neverGoesOn(child(node, 'consequent')) && neverGoesOn(child(node, 'alternate'));
    case 'TryStatement': {
      if (neverGoesOn(child(node, 'finalizer'))) return true;
      const handler = child(node, 'handler');
      return neverGoesOn(child(node, 'block')) && (handler === null || neverGoesOn(child(handler, 'body')));
    }
    case 'WhileStatement':
      return child(node, 'test')?.['value'] === true;
    case 'ForStatement':
      return child(node, 'test') === null;
    default:
      return false;
  }
}
