import { child, children, nameOf, type Node } from './node.ts';
import { binds } from './scope.ts';
import type { ClassPlace } from './survey.ts';

/** Whether the name means the global where the class stands. */
export function isGlobal(name: string, place: ClassPlace): boolean {
  const scope = [...place.ancestors, place.node].findLast((node) => binds(node, name));
  return scope === undefined || (name === 'process' && scope.type === 'Program' && importsProcess(scope));
}

/** `import process from 'node:process'` is the very thing. */
function importsProcess(program: Node): boolean {
  return children(program, 'body').some(
    (node) =>
      node.type === 'ImportDeclaration' &&
      node['importKind'] !== 'type' &&
      /^(?:node:)?process$/.test(nameOf(child(node, 'source')) ?? '') &&
      children(node, 'specifiers').some(
        (one) => one.type !== 'ImportSpecifier' && nameOf(child(one, 'local')) === 'process',
      ),
  );
}
