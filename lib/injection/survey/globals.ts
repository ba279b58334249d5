import { child, children, nameOf, type Node } from '../parse/index.ts';
import { binds } from './scope.ts';
import type { ClassPlace } from './survey.ts';

/** Whether the name refers to the global in the scope of the class. */
export function isGlobal(name: string, place: ClassPlace): boolean {
  const scope = [...place.ancestors, place.node].findLast((node) => binds(node, name));
  return scope === undefined || (name === 'process' && scope.type === 'Program' && importsProcess(scope));
}

/**
 * Returns how the pieces of a class refer to a global: by its name, or through `globalThis` if something around the
 * class has the same name.
 * @param before How the pieces of an earlier run refer to it; null if they do not.
 */
export function globalIn(
  place: ClassPlace,
  before: (name: string) => string | null = () => null,
): (name: string) => string {
  return (name) => before(name) ?? (isGlobal(name, place) ? name : `globalThis.${name}`);
}

/** Returns how code at the top of a file refers to a global. */
export function globalAtTop(program: Node): (name: string) => string {
  return (name) => (binds(program, name) ? `globalThis.${name}` : name);
}

/** `import process from 'node:process'` imports the same object as the global. */
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
