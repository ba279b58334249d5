import { child, children, nameOf, type Node, walk } from '../parse/index.ts';
import { BUS_MODULE } from './names.ts';

/**
 * Returns the function at the top of the file that loads the event bus: it imports the bus and sets whether it is
 * available.
 */
export function loaderOf(program: Node): Node | null {
  return (
    children(program, 'body').find((statement) => {
      const node = declarationOf(statement);
      return (
        node?.type === 'FunctionDeclaration' &&
        node['async'] === true &&
        children(node, 'params').length === 0 &&
        importsBus(node) &&
        assignedNames(node).length > 0
      );
    }) ?? null
  );
}

/** Returns the declaration of a statement, without an `export`. */
function declarationOf(statement: Node): Node | null {
  return statement.type === 'ExportNamedDeclaration' ? child(statement, 'declaration') : statement;
}

/** Returns the names of an existing module-level piece; null if the file has none. */
export function guestDeclarations(
  program: Node,
): { readonly available: string; readonly reported: string; readonly load: string } | null {
  const loader = loaderOf(program);
  const load = nameOf(child(loader === null ? null : declarationOf(loader), 'id'));
  if (loader === null || load === null) return null;
  const [available = '', reported = ''] = assignedNames(loader);
  return { available, reported, load };
}

/** Returns the variable declaration at the top of the file that declares only this name. */
export function variableCalled(program: Node, name: string): Node | null {
  return (
    children(program, 'body').find((node) => {
      const [only, ...others] = children(declarationOf(node), 'declarations');
      return only !== undefined && others.length === 0 && nameOf(child(only, 'id')) === name;
    }) ?? null
  );
}

function importsBus(loader: Node): boolean {
  let found = false;
  walk(loader, (node) => {
    if (isBusImport(node)) found = true;
    return !found;
  });
  return found;
}

/** `import('onex-runtime/event-bus')`. */
export function isBusImport(node: Node): boolean {
  if (node.type === 'ImportExpression') return nameOf(child(node, 'source')) === BUS_MODULE;
  return (
    node.type === 'CallExpression' &&
    child(node, 'callee')?.type === 'Import' &&
    nameOf(children(node, 'arguments')[0] ?? null) === BUS_MODULE
  );
}

/**
 * Returns the names that the function sets to `true`, in text order: availability first, then whether that was
 * reported.
 */
function assignedNames(loader: Node): readonly string[] {
  const found: { readonly name: string; readonly start: number }[] = [];
  walk(loader, (node) => {
    const name = node.type === 'AssignmentExpression' ? nameOf(child(node, 'left')) : null;
    const right = child(node, 'right');
    if (name !== null && right?.type === 'BooleanLiteral') found.push({ name, start: node.start });
  });
  return found.toSorted((a, b) => a.start - b.start).map(({ name }) => name);
}
