import { clash } from './clash.ts';
import { child, children, type Node } from '../parse/index.ts';

/**
 * Throws a clash where an index signature of a class or of one it stands on admits no other member:
 * `[key: string]: number` does not, `unknown` and `any` admit all.
 * @param added Names of the members that go in.
 */
export function refuseNarrowIndex(
  classNode: Node,
  className: string,
  text: string,
  added: readonly string[],
): void {
  for (const node of children(child(classNode, 'body'), 'body')) {
    if (node.type !== 'TSIndexSignature' || node['static'] === true) continue;
    const annotation = child(child(node, 'typeAnnotation'), 'typeAnnotation');
    if (annotation === null || /^TS(Unknown|Any)Keyword$/.test(annotation.type)) continue;
    const key = child(child(children(node, 'parameters')[0] ?? null, 'typeAnnotation'), 'typeAnnotation');
    if (!takesName(key, added)) continue;
    throw clash(
      `the index signature of ${className} admits only members of type ${text.slice(annotation.start, annotation.end)}`,
      node.start,
      'widen it to unknown',
    );
  }
}

/** Whether a name that goes in is one of the keys. */
function takesName(key: Node | null, added: readonly string[]): boolean {
  if (added.length === 0) return false;
  if (key?.type === 'TSNumberKeyword' || key?.type === 'TSSymbolKeyword') return false;
  const template = key?.type === 'TSLiteralType' ? child(key, 'literal') : key;
  if (template?.type !== 'TemplateLiteral' && template?.type !== 'TSTemplateLiteralType') return true;
  const parts = children(template, 'quasis').map(
    (one) => (one['value'] as { cooked?: string | null }).cooked ?? '',
  );
  const pattern = new RegExp(`^${parts.map((part) => part.replace(/[^\w\s]/g, '\\$&')).join('.*')}$`, 's');
  return added.some((name) => pattern.test(name));
}
