import { child, children, type Node, walk } from '../parse/index.ts';

/** A return of the function itself that comes before its end, or null. */
export function earlyReturn(callable: Node): Node | null {
  const body = child(callable, 'body');
  if (body === null) return null;
  const last = children(body, 'body').at(-1);
  let found: Node | null = null;
  walk(body, (node) => {
    if (/Function|Method|^Class/.test(node.type)) return false;
    if (node.type === 'ReturnStatement' && node !== last && (found === null || node.start < found.start))
      found = node;
    return true;
  });
  return found;
}
