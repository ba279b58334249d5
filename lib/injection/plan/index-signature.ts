import { clash, SEPARATE } from './clash.ts';
import { child, children, nameOf, type Node } from '../parse/index.ts';

/**
 * Throws a clash if an index signature of the class does not accept the added members: `[key: string]: number` accepts
 * only numbers; `unknown` and `any` accept everything.
 * @param added Names of the added members.
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

/** Whether an added name is one of the keys. */
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

/**
 * Throws a clash if an implemented interface of the file has an optional member with the name of an added method but
 * another type, or if an interface with the class's name declares that member.
 */
export function refuseInterface(
  classNode: Node,
  className: string,
  file: { readonly text: string; readonly program: Node },
  added: readonly string[],
): void {
  const names = new Set(
    children(classNode, 'implements').map((one) =>
      nameOf(child(one, 'expression') ?? child(one, 'typeName')),
    ),
  );
  for (const statement of children(file.program, 'body')) {
    const declared = child(statement, 'declaration') ?? statement;
    const of = declared.type === 'TSInterfaceDeclaration' ? nameOf(child(declared, 'id')) : null;
    const isMerged = of === className;
    if (of === null || (!isMerged && !names.has(of))) continue;
    for (const member of children(child(declared, 'body'), 'body')) {
      const name = nameOf(child(member, 'key'));
      if (name === null || !added.includes(name)) continue;
      if (isMerged) {
        const what = `the interface ${className} says that the class has ${name}, which the event bus would hide`;
        throw clash(what, member.start, SEPARATE);
      }
      if (resultFits(member, file.text)) continue;
      throw clash(
        `${className} implements ${of}, whose ${name} is not a method that returns Promise<void>`,
        member.start,
        SEPARATE,
      );
    }
  }
}

function resultFits(member: Node, text: string): boolean {
  const annotation = child(child(member, 'typeAnnotation') ?? child(member, 'returnType'), 'typeAnnotation');
  const result =
    annotation?.type === 'TSFunctionType'
      ? child(child(annotation, 'typeAnnotation') ?? child(annotation, 'returnType'), 'typeAnnotation')
      : annotation;
  if (result === null) return true;
  if (annotation === result && member.type === 'TSPropertySignature') return false;
  return text
    .slice(result.start, result.end)
    .split('|')
    .some((one) => /^(?:void|unknown|any|(?:globalThis\.)?Promise<(?:void|unknown|any)>)$/.test(one.trim()));
}
