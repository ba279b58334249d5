import { child, children, nameOf, type Node } from '../parse/index.ts';
import { binds } from './scope.ts';
import type { ClassPlace } from './survey.ts';

/** Whether the name refers to the global at the place of the class. */
export function isGlobal(name: string, place: ClassPlace): boolean {
  const scope = [...place.ancestors, place.node].findLast((node) => binds(node, name));
  return scope === undefined || (name === 'process' && scope.type === 'Program' && importsProcess(scope));
}

/**
 * What a class's pieces call a global: by its name, or through `globalThis` where the class has something else of that
 * name around it.
 * @param before How pieces of an earlier run call it; null where they do not.
 */
export function globalIn(
  place: ClassPlace,
  before: (name: string) => string | null = () => null,
): (name: string) => string {
  return (name) => before(name) ?? (isGlobal(name, place) ? name : `globalThis.${name}`);
}

/** What the top of a file calls a global. */
export function globalAtTop(program: Node): (name: string) => string {
  return (name) => (binds(program, name) ? `globalThis.${name}` : name);
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
