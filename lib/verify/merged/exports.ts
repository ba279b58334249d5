import { child, children, nameOf, type Node } from '../../injection/parse/node.ts';
import { namesIn } from '../../injection/survey/scope.ts';
import { raiseTo, type Facts } from './facts.ts';

/** Names that a statement exports; those that its declaration declares are noted once however often they are declared. */
function exportedBy(statement: Node, declared: Set<string>): string[] {
  const declaration = child(statement, 'declaration');
  if (statement.type === 'ExportDefaultDeclaration')
    return declaration?.type === 'TSDeclareFunction' ? [] : ['default'];
  if (statement.type !== 'ExportNamedDeclaration') return [];
  for (const name of namesIn(declaration)) declared.add(name);
  return children(statement, 'specifiers').flatMap((specifier) => {
    return nameOf(child(specifier, 'exported')) ?? [];
  });
}

/** Names that a module exports more than once. */
export function addExportedTwice(facts: Facts, node: Node): void {
  if (node.type !== 'Program') return;
  const declared = new Set<string>();
  const places = new Map<string, Node[]>();
  const note = (name: string, place: Node) => void places.set(name, [...(places.get(name) ?? []), place]);
  for (const statement of children(node, 'body')) {
    for (const name of exportedBy(statement, declared)) note(name, statement);
  }
  for (const name of declared) if (places.has(name)) note(name, places.get(name)!.at(-1)!);
  for (const [name, statements] of places) {
    raiseTo(facts, `${name} is exported twice`, name, statements.length, statements.at(-1)!);
  }
}
