import type { Base } from '../members/index.ts';
import { labelOf } from './choose.ts';
import type { ClassPlace, OpenFile } from '../survey/index.ts';
import { positionAt, child, children, type Node, walk } from '../parse/index.ts';
import type { Settlement } from './settle.ts';
import type { InjectionNote } from '../types.ts';

/** Returns a `return` of the function itself before its end, or null. */
function earlyReturn(callable: Node): Node | null {
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

/** Returns the notes for the user about the injection of a class. */
export function notesOf(
  file: OpenFile,
  place: ClassPlace,
  { form, initialize, shutdown }: Settlement,
  base: Base,
): readonly InjectionNote[] {
  const label = labelOf(place);
  const note = (message: string, offset: number = place.node.start): InjectionNote => ({
    message,
    line: positionAt(file.text, offset).line,
  });
  const notes: InjectionNote[] = [];
  if (initialize.how === 'extend') {
    const early = earlyReturn(initialize.callable);
    if (early !== null) {
      notes.push(note(`${label}.initialize() may return here; the event bus then stays closed`, early.start));
    }
  }
  if (form === 'node') return notes;
  if (shutdown.how === 'extend' || shutdown.callsSuper) {
    const rest = shutdown.how === 'extend' ? 'the rest of it' : 'shutdown() of its base class';
    const offset = shutdown.how === 'extend' ? shutdown.callable.start : place.node.start;
    const message = `${label}.shutdown() closes the event bus first; if that fails, it throws and does not run ${rest}`;
    notes.push(note(message, offset));
  }
  if (base.kind === 'unknown' && initialize.how === 'add') {
    const message = `the base class ${base.text} of ${label} cannot be read, so the event bus gets the methods ${initialize.name}() and ${shutdown.name}(), which you call; name what the base class has with --base-members`;
    notes.push(note(message));
  }
  const added = [initialize, shutdown].filter(
    (step) => step.how === 'add' && !step.override && !step.callsSuper,
  );
  if (added.length > 0) {
    const names = added.map(({ name }) => `${name}()`).join(' and ');
    const methods = added.length === 1 ? 'method' : 'methods';
    notes.push({
      ...note(`${label} gets the public ${methods} ${names}, the only change to its type`),
      added: { className: place.name, members: added.map(({ name }) => name) },
    });
  }
  notes.push(
    note(
      `${label} can publish events and announce itself; a node that can be started extends NodeEffect, NodeCompute, NodeReducer or NodeOrchestrator of onex-runtime`,
    ),
  );
  return notes;
}
