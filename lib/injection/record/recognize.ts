import { INTROSPECTION, LIFECYCLE, membersOf, NODE_FIELDS, SEPARATE_LIFECYCLE } from '../members/index.ts';
import { GUEST_PARTS, splice, answersIn } from '../pieces/index.ts';
import { locate } from './locate.ts';
import { child, children, nameOf, type Node, walk } from '../parse/index.ts';
import { type ClassPlace, type OpenFile, openFile } from '../survey/index.ts';
import { draftsOf, type Plan, planInsertions, recordOf } from '../plan/index.ts';
import { allInsertions, cut, rangesOf } from './cut-ranges.ts';
import { oneLineRanges } from './one-line-braces.ts';
import type { InjectionOptions, InjectionRecord, InjectionSource } from '../types.ts';

/** The record of an injection whose own is missing; null when the injection is not what this version makes. */
export function recognizeEventBus(
  source: InjectionSource,
  options: InjectionOptions,
): InjectionRecord | null {
  const opened = openFile(source);
  return opened.ok ? recognize(opened.file, options) : null;
}

/**
 * The record that a run of this version would have left, when putting it in again gives this very text; else, when it
 * gives these very pieces, so that a blank line next to them may not be as it was. null: it is not of this version.
 */
export function recognize(file: OpenFile, options: InjectionOptions): InjectionRecord | null {
  const places = file.survey.classes.filter(
    (place) => place.opensBus && (options.className === undefined || place.name === options.className),
  );
  if (places.length === 0) return null;
  const unclear = places.flatMap((place) => emptied(place, file.text));
  let near: InjectionRecord | null = null;
  // A method that does nothing but open or close the bus went in, or is its owner's and was empty before.
  for (let choice = 0; choice < 2 ** Math.min(unclear.length, 4); choice += 1) {
    const owned = new Set(unclear.filter((_, index) => (choice >> index) % 2 === 1));
    const found = allInsertions(locate(file, guessed(places, file, owned)));
    const lines = rangesOf(file.text, found);
    for (const ranges of [oneLineRanges(file.text, lines, found), lines]) {
      const bare = cut(file.text, ranges);
      const plan = planOf(file, bare, places, options);
      if (plan === null) continue;
      const record = recordOf(plan);
      if (splice(bare, draftsOf(plan)) === file.text) return record;
      const pieces = allInsertions(locate(file, record)).flatMap((one) => one.pieces);
      if (pieces.every(({ state }) => state === 'as made')) near ??= record;
    }
  }
  return near;
}

/** The methods of a class that do nothing but open or close the bus. */
function emptied({ node }: ClassPlace, text: string): readonly Node[] {
  const names: readonly string[] = Object.values(LIFECYCLE);
  return membersOf(node, text).flatMap(({ name, callable, static: isStatic }) =>
    !isStatic && callable !== null && names.includes(name) && isAllOurs(callable) ? [callable] : [],
  );
}

/** What would go into the file without the pieces, with the answers that they show. */
function planOf(
  file: OpenFile,
  bare: string,
  places: readonly ClassPlace[],
  options: InjectionOptions,
): Plan | null {
  const opened = openFile({ path: file.path, text: bare }, file.manner);
  if (!opened.ok) return null;
  const again = opened.file.survey.classes.filter((_, index) => {
    const place = file.survey.classes[index];
    return place !== undefined && places.includes(place);
  });
  const plan = planInsertions(opened.file, again, options, (index) => {
    const place = places[index];
    return place === undefined ? {} : answersIn(ownText(file, place));
  });
  return plan.ok ? plan : null;
}

/** The text of a class without the classes inside it, which have answers of their own. */
function ownText(file: OpenFile, { node }: ClassPlace): string {
  const inner = file.survey.classes
    .map((one) => one.node)
    .filter((one) => one !== node && node.start <= one.start && one.end <= node.end)
    .toSorted((a, b) => a.start - b.start);
  let [text, at] = ['', node.start];
  for (const { start, end } of inner) {
    if (start < at) continue;
    text += file.text.slice(at, start);
    at = end;
  }
  return text + file.text.slice(at, node.end);
}

/**
 * A record that names every piece and none of their texts: enough to find what may be one.
 * @param owned Methods that are their owner's though nothing but the call is in them.
 */
function guessed(places: readonly ClassPlace[], file: OpenFile, owned: ReadonlySet<Node>): InjectionRecord {
  const insertion = (names: readonly string[]): InjectionRecord['file'] =>
    names.map((name) => ({ text: '', pieces: [{ name, start: 0, anchor: 0, end: 0 }] }));
  return {
    version: 1,
    file: insertion(['import', 'available', ...GUEST_PARTS]),
    classes: places.map((place) => {
      const own = membersOf(place.node, file.text).filter((one) => !one.static);
      const steps = Object.values(LIFECYCLE).map((name) => {
        const method = own.find((one) => one.name === name)?.callable ?? null;
        return `${method !== null && isAllOurs(method) && !owned.has(method) ? 'method' : 'call'}:${name}`;
      });
      const apart = Object.values(SEPARATE_LIFECYCLE).map((name) => `method:${name}`);
      const fields = NODE_FIELDS.map((name) => `field:${name}`);
      const members = [...fields, ...steps, ...apart, `method:${INTROSPECTION}`];
      return { name: place.name, insertions: insertion(members) };
    }),
  };
}

/** Whether a method does nothing but open or close the bus, and call that of the base class. */
function isAllOurs(method: Node): boolean {
  const statements = children(child(method, 'body'), 'body');
  return (
    statements.some((one) => mentions(one, /^(?:open|close)EventBus$/)) &&
    statements.every((one) => mentions(one, /^(?:open|close)EventBus$/) || isSuperCall(one) || isGuard(one))
  );
}

function mentions(node: Node, pattern: RegExp): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= pattern.test(nameOf(inner) ?? '');
    return !found;
  });
  return found;
}

function isSuperCall(statement: Node): boolean {
  const awaited = child(child(statement, 'expression'), 'argument');
  return child(child(awaited, 'callee'), 'object')?.type === 'Super';
}

/** `if (!EVENT_BUS_AVAILABLE) return;` of a node of the runtime, and the load of the bus in any other class. */
function isGuard(statement: Node): boolean {
  const init = child(children(statement, 'declarations')[0] ?? null, 'init');
  if (init?.type === 'AwaitExpression') return true;
  return statement.type === 'IfStatement' && child(statement, 'test')?.type === 'UnaryExpression';
}
