import { child, children, nameOf, type Node, walk } from '../parse/index.ts';

/**
 * Describes how a method differs from `async name(): Promise<void>` in a way that callers would notice if that method
 * replaced it; null if it does not differ.
 * @param method A method, its declaration, or the function that a field holds.
 */
export function unlikePlain(method: Node, text: string): string | null {
  if (method['generator'] === true) return 'is a generator';
  if (children(method, 'params').some((one) => nameOf(one) !== 'this')) return 'takes parameters';
  return unlikeVoidPromise(method, text);
}

/** Explains why the result of a method is not a promise of nothing; null if it is one. */
export function unlikeVoidPromise(method: Node, text: string): string | null {
  const result = returnType(method, text);
  if (result !== null) {
    const types = result.split('|').map((one) => one.trim());
    const fits = types.every((one) => /^(?:(?:globalThis\.)?Promise(?:Like)?<void>|void)$/.test(one));
    return fits && types.some((one) => one !== 'void') ? null : `returns ${result.slice(0, 60)}`;
  }
  if (method['async'] !== true) return 'is not async';
  return returnsValue(method) ? 'returns a value' : null;
}

/** As written, with white space collapsed; null without an annotation. */
export function returnType(method: Node, text: string): string | null {
  const type = child(child(method, 'returnType'), 'typeAnnotation');
  return type === null ? null : text.slice(type.start, type.end).replace(/\s+/g, ' ');
}

function returnsValue(method: Node): boolean {
  const body = child(method, 'body');
  if (body?.type !== 'BlockStatement') return true;
  let found = false;
  walk(body, (node) => {
    if (/Function|Method|^Class/.test(node.type)) return false;
    if (node.type === 'ReturnStatement' && child(node, 'argument') !== null) found = true;
    return !found;
  });
  return found;
}

/** Returns the type that a method declares for `this` if that type is not its class; otherwise null. */
export function foreignThis(method: Node, className: string, text: string): string | null {
  const [first] = children(method, 'params');
  if (first === undefined || nameOf(first) !== 'this') return null;
  const type = child(child(first, 'typeAnnotation'), 'typeAnnotation');
  const written = type === null ? 'any' : text.slice(type.start, type.end);
  const own = type === null || type.type === 'TSAnyKeyword' || type.type === 'TSThisType';
  return own || written === className || written.startsWith(`${className}<`) ? null : written;
}
