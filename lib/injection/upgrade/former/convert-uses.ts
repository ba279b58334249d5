import type { Change } from '../../check/index.ts';
import { child, children, nameOf, nodesOf, type Node } from '../../parse/index.ts';
import { busImport } from '../../pieces/index.ts';
import type { OwnerUse, Range } from '../../record/index.ts';
import { freeName, importedAs, type OpenFile } from '../../survey/index.ts';

/** The event bus view's names for fields of the first design, where value and type are the same. */
const OF_VIEW: Readonly<Record<string, string>> = {
  eventPublisher: 'publisher',
  nodeId: 'nodeId',
  instanceId: 'instanceId',
  isRunning: 'isRunning',
  publishIntrospectionEvent: 'publishIntrospectionEvent',
};

export type Conversion =
  | { readonly ok: true; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly uses: readonly OwnerUse[] };

/**
 * Converts uses of the fields of the first design to uses of `eventBusOf(this)` and imports that function. Converts all
 * of them or none.
 */
export function convertUses(file: OpenFile, uses: readonly OwnerUse[], pieces: readonly Range[]): Conversion {
  if (uses.length === 0) return { ok: true, changes: [] };
  const present = importedAs(file.imports, 'eventBusOf');
  const name = present ?? freeName('eventBusOf', file.survey.identifiers);
  const converted = uses.map((use) => ({ use, change: convert(use, file, name) }));
  const unsafe = converted.filter(({ change }) => change === null).map(({ use }) => use);
  if (unsafe.length > 0) return { ok: false, uses: unsafe };
  const changes = converted.flatMap(({ change }) => change ?? []);
  if (present !== null) return { ok: true, changes };
  const gone = (offset: number): boolean => pieces.some(({ start, end }) => start <= offset && offset < end);
  const imported = busImport(file, 'eventBusOf', name, gone);
  if (imported === null) return { ok: false, uses };
  return {
    ok: true,
    changes: [{ start: imported.offset, end: imported.offset, text: imported.text }, ...changes],
  };
}

/** Converts one use to a use of the view; returns null if its value or type would change. */
function convert({ node, name, above }: OwnerUse, file: OpenFile, eventBusOf: string): Change | null {
  const view = OF_VIEW[name];
  const parents = nodesOf(above);
  const parent = parents.at(-1) ?? null;
  if (child(node, 'object')?.type !== 'ThisExpression' || node['computed'] === true) return null;
  if (parent === null || !isOfInstance(parents) || isWritten(node, parent)) return null;
  if (name === 'shutdownSignal') {
    const isSignal = parent.type === 'MemberExpression' && nameOf(child(parent, 'property')) === 'signal';
    return isSignal
      ? { start: node.start, end: parent.end, text: `${eventBusOf}(this).shutdownSignal` }
      : null;
  }
  if (view === undefined) return null;
  // The compiler narrows a tested field but not the result of a call.
  const narrowed = parent.type === 'MemberExpression' && child(parent, 'object') === node;
  if (narrowed && file.language.typescript) return null;
  return { start: node.start, end: node.end, text: `${eventBusOf}(this).${view}` };
}

/** Whether `this` is the object at a node: not in a static member, nor in a function with its own `this`. */
function isOfInstance(parents: readonly Node[]): boolean {
  const owner = parents.findLastIndex(({ type }) => type === 'ClassBody');
  const member = parents[owner + 1];
  if (member === undefined || member['static'] === true || member.type === 'StaticBlock') return false;
  return !parents
    .slice(owner + 2)
    .some(
      ({ type }) =>
        type === 'FunctionExpression' || type === 'FunctionDeclaration' || type === 'ObjectMethod',
    );
}

function isWritten(node: Node, parent: Node): boolean {
  if (parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern') {
    return child(parent, 'left') === node;
  }
  if (parent.type === 'UnaryExpression') return parent['operator'] === 'delete';
  if (parent.type === 'ArrayPattern') return children(parent, 'elements').includes(node);
  if (parent.type === 'ObjectProperty') return false;
  return parent.type === 'UpdateExpression' || parent.type === 'RestElement';
}
