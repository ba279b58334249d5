import { INTROSPECTION, LIFECYCLE, membersOf, NODE_FIELDS, SEPARATE_LIFECYCLE } from '../members/index.ts';
import { GUEST_PARTS, splice, answersIn } from '../pieces/index.ts';
import { locate } from './locate.ts';
import { child, children, isClass, nameOf, type Node, walk } from '../parse/index.ts';
import { blankAbove, type ClassPlace, lineStart, type OpenFile, openFile } from '../survey/index.ts';
import { draftsOf, type Plan, planInsertions, recordOf } from '../plan/index.ts';
import { allInsertions, cut, rangesOf } from './cut-ranges.ts';
import { oneLineRanges } from './one-line-braces.ts';
import type { InjectionOptions, InjectionRecord, InjectionSource } from '../types.ts';

/** Reconstructs a missing record of an injection; null if this version did not make the injection. */
export function recognizeEventBus(
  source: InjectionSource,
  options: InjectionOptions,
): InjectionRecord | null {
  const opened = openFile(source);
  return opened.ok ? recognize(opened.file, options) : null;
}

/**
 * Returns the record that this version would have left. First choice: a record whose insertion yields exactly this
 * text. Second choice: one that yields exactly these pieces, although blank lines next to them may differ. null: the
 * injection is not from this version.
 */
export function recognize(file: OpenFile, options: InjectionOptions): InjectionRecord | null {
  const places = file.survey.classes.filter(
    (place) => place.opensBus && (options.className === undefined || place.name === options.className),
  );
  if (places.length === 0) return null;
  let near: InjectionRecord | null = null;
  // A method that only closes the bus was either added, or written by the user and empty before. If the positions do
  // not show which, all such methods count as added, or none.
  for (const isAdded of [isGenerated, mayBeGenerated, isDeclared]) {
    const found = allInsertions(locate(file, guessed(places, file, isAdded)));
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

/** Plans the insertions for the file without the pieces, with the answers that the pieces show. */
function planOf(
  file: OpenFile,
  bare: string,
  places: readonly ClassPlace[],
  options: InjectionOptions,
): Plan | null {
  const opened = openFile({ path: file.path, text: bare }, file.mode);
  if (!opened.ok) return null;
  const meant = new Set(places);
  const again = opened.file.survey.classes.filter((_, index) => {
    const place = file.survey.classes[index];
    return place !== undefined && meant.has(place);
  });
  const inner = Map.groupBy(file.survey.classes, ({ ancestors }) => ancestors.findLast(isClass));
  const plan = planInsertions(opened.file, again, options, (index) => {
    const place = places[index];
    if (place === undefined) return {};
    const { start, end } = place.node;
    const without = (inner.get(place.node) ?? []).map(({ node }) => ({
      start: node.start - start,
      end: node.end - start,
    }));
    return answersIn(cut(file.text.slice(start, end), without));
  });
  return plan.ok ? plan : null;
}

/** Whether a method that only opens or closes the bus was added as a whole. */
type IsAdded = (method: Node, name: string, place: ClassPlace, file: OpenFile) => boolean;

/** Returns a record that names every piece without its text: enough to find possible pieces. */
function guessed(places: readonly ClassPlace[], file: OpenFile, isAdded: IsAdded): InjectionRecord {
  const insertion = (names: readonly string[]): InjectionRecord['file'] =>
    names.map((name) => ({ text: '', pieces: [{ name, start: 0, anchor: 0, end: 0 }] }));
  return {
    version: 1,
    file: insertion(['import', 'available', ...GUEST_PARTS]),
    classes: places.map((place) => {
      const own = membersOf(place.node, file.text).filter((one) => !one.static);
      const steps = Object.values(LIFECYCLE).map((name) => {
        const method = own.find((one) => one.name === name)?.callable ?? null;
        const whole = method !== null && isAllOurs(method) && isAdded(method, name, place, file);
        return `${whole ? 'method' : 'call'}:${name}`;
      });
      const apart = Object.values(SEPARATE_LIFECYCLE).map((name) => `method:${name}`);
      const fields = NODE_FIELDS.map((name) => `field:${name}`);
      const members = [...fields, ...steps, ...apart, `method:${INTROSPECTION}`];
      return { name: place.name, insertions: insertion(members) };
    }),
  };
}

/**
 * Whether the code of a method has the form of an added one. An added method loads the bus in its own statement; a call
 * in a user's method loads it within one statement. The call that closes the bus has the same form in both.
 */
function mayBeGenerated(method: Node, name: string): boolean {
  return name !== LIFECYCLE.initialize || isDeclared(method);
}

/**
 * Like `mayBeGenerated`. If both forms are the same, the method must also be the last member and have its complete
 * type.
 */
function isGenerated(method: Node, name: string, place: ClassPlace, file: OpenFile): boolean {
  if (name === LIFECYCLE.initialize || isDeclared(method)) return mayBeGenerated(method, name);
  const members = children(child(place.node, 'body'), 'body');
  const at = members.indexOf(method);
  const above = members[at - 1];
  const isApart = above === undefined || blankAbove(file.text, lineStart(file.text, method.start)) > 0;
  const isLast = members.slice(at + 1).every((one) => nameOf(child(one, 'key')) === INTROSPECTION);
  const isOpenAdded =
    above !== undefined && nameOf(child(above, 'key')) === LIFECYCLE.initialize && isDeclared(above);
  const isOpenInPlace = members.some((one) => nameOf(child(one, 'key')) === LIFECYCLE.initialize);
  const head = file.text.slice(method.start, child(method, 'body')?.start ?? method.start).trim();
  const result = file.language.typescript ? String.raw`: (?:globalThis\.)?Promise<void>` : '';
  const isAsWritten = new RegExp(String.raw`^(?:override )?async shutdown\(\)${result}$`).test(head);
  return isApart && isLast && isAsWritten && (isOpenAdded || isOpenInPlace);
}

/** Whether a statement of the method itself loads the bus. */
function isDeclared(method: Node): boolean {
  return children(child(method, 'body'), 'body').some(({ type }) => type === 'VariableDeclaration');
}

/** Whether a method only opens or closes the bus and calls the method of the base class. */
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
    if (isClass(inner)) return false;
    found ||= pattern.test(nameOf(inner) ?? '');
    return !found;
  });
  return found;
}

function isSuperCall(statement: Node): boolean {
  const awaited = child(child(statement, 'expression'), 'argument');
  return child(child(awaited, 'callee'), 'object')?.type === 'Super';
}

/** `if (!EVENT_BUS_AVAILABLE) return;` in a runtime node, and the loading of the bus in any other class. */
function isGuard(statement: Node): boolean {
  const init = child(children(statement, 'declarations')[0] ?? null, 'init');
  if (init?.type === 'AwaitExpression') return true;
  return statement.type === 'IfStatement' && child(statement, 'test')?.type === 'UnaryExpression';
}
