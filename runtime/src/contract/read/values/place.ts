import { isDeepStrictEqual } from 'node:util';
import type {
  ContractIssue,
  Field,
  FieldType,
  KeyPath,
  ModelReference,
  NotationRewrite,
  Origin,
  Severity,
} from '../../model.ts';
import { formatPath } from '../../yaml/format-path.ts';
import { quote, terminalLine } from '../../yaml/quote.ts';
import { MAX_ISSUES, type YamlSource } from '../../yaml/index.ts';
import { childTrace, type Trace } from '../../findings/trace.ts';

/** Collects what is found while reading. */
export interface Log {
  readonly issues: ContractIssue[];
  readonly origin: Origin;
  /** How many findings there are of each severity. */
  readonly counts: Record<Severity, number>;
  /** Topics that were checked against the naming rule. */
  readonly checkedTopics: Set<string>;
  /** Of fields; what they may be is known when everything is read. */
  readonly defaults: PendingDefault[];
  /** Models that are named beside a topic; which of them the contract defines is known when everything is read. */
  readonly topicModels: { readonly place: Place; readonly model: ModelReference }[];
  readonly aliases: Aliases;
  /** By path. */
  readonly rewrites: Map<string, NotationRewrite>;
  readonly source: YamlSource;
}

/**
 * A value of the contract with its path; the readers walk from place to place and never throw. Whoever takes a place
 * from `at` has read it: every key that nobody takes is reported at the end.
 */
export interface Place {
  readonly value: unknown;
  readonly path: KeyPath;
  readonly log: Log;
  readonly trace: Trace;
}

/** Types that `definitions` gives names to, beside its models; each replaces its name. */
export interface Aliases {
  readonly byName: Map<string, Alias>;
  /** Reads the type that is written at a place. */
  readonly read: (place: Place) => FieldType;
  /** Parts of types that may still be put in for names. */
  left: number;
  /** How many names lead to one another at present. */
  depth: number;
}

interface Alias {
  readonly place: Place;
  /** null: not read yet. */
  type: FieldType | null;
  size: number;
  isOpen: boolean;
}

/** A field whose default is looked at when all models are known. */
export interface PendingDefault {
  readonly field: { -readonly [key in keyof Field]: Field[key] };
  readonly place: Place;
}

type Part = 'key' | 'value';

export function error(place: Place, message: string, part: Part = 'value'): void {
  tell(place, 'error', message, part);
}

export function warn(place: Place, message: string, part: Part = 'value'): void {
  tell(place, 'warning', message, part);
}

/** What is worth knowing and may well be meant. */
export function note(place: Place, message: string, part: Part = 'value'): void {
  tell(place, 'note', message, part);
}

/** What is almost right: an error in the project's own contract, a warning in one from elsewhere. */
export function mistake(place: Place, message: string, part: Part = 'value'): void {
  tell(place, place.log.origin === 'foreign' ? 'warning' : 'error', message, part, true);
}

function tell(
  { path, log }: Place,
  severity: Severity,
  message: string,
  part: Part,
  isMistake = false,
): void {
  if (log.counts[severity] >= MAX_ISSUES) return;
  const where = formatPath(path);
  // Names of steps and topics stand in messages as they are.
  const line = terminalLine(where === '' ? message : `${where}: ${message}`);
  // A place may be read for several purposes, and is reported once.
  if (log.issues.some((issue) => issue.message === line && issue.severity === severity)) return;
  log.counts[severity] += 1;
  log.issues.push({
    severity,
    ...(isMistake && { mistake: true }),
    message: line,
    path,
    position: log.source.positionOf(path, part),
  });
}

/** Whether enough is reported: nobody reads more, so that more need not be found out. */
export function isFull({ log: { counts } }: Place): boolean {
  return counts.error + counts.warning >= MAX_ISSUES;
}

/** Absent is also `key:` with nothing after it. */
export function isAbsent(place: Place): boolean {
  return place.value === undefined || place.value === null;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt({ value }: Place, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

/** The place of a key or index, which counts as read. */
export function at(place: Place, key: string | number): Place {
  const { path, log, trace } = place;
  return { value: valueAt(place, key), path: [...path, key], log, trace: childTrace(trace, key) };
}

/** The value of a known key, to decide by; it does not count as read. */
export function peek(place: Place, key: string): unknown {
  place.trace.asked.add(key);
  return valueAt(place, key);
}

/** Whether a known key has a value; it does not count as read. */
export function has(place: Place, key: string): boolean {
  const value = peek(place, key);
  return value !== undefined && value !== null;
}

/**
 * The first of several keys (newest spelling first) that is there; the first key's place when none is. Another of them
 * that says something else is reported.
 */
export function firstOf(place: Place, ...keys: readonly string[]): Place {
  const there = keys.filter((key) => has(place, key));
  const [first = keys[0] ?? '', ...others] = there;
  const found = at(place, first);
  for (const key of others) {
    const value = valueAt(place, key);
    if (isDeepStrictEqual(value, found.value)) whole(at(place, key));
    else place.trace.beside.set(key, first);
  }
  return found;
}

/** The first of several places that is there, and null where none is; another one is reported as being without effect. */
export function firstPlace(...candidates: readonly (readonly [Place, string])[]): Place | null {
  const [first, ...others] = candidates.filter(([parent, key]) => has(parent, key));
  if (first === undefined) return null;
  const found = at(...first);
  for (const [parent, key] of others) parent.trace.beside.set(key, formatPath(found.path));
  return found;
}

/** The same place, with everything below it read as it is, or left as text for people; the caller says why. */
export function whole(place: Place): Place {
  place.trace.whole = true;
  return place;
}

/** Takes keys whose values are text for people, which nothing has to follow. */
export function forPeople(place: Place, ...keys: readonly string[]): void {
  for (const key of keys) {
    place.trace.asked.add(key);
    if (valueAt(place, key) !== undefined) whole(at(place, key));
  }
}

/** Names keys of the ecosystem's contracts that have no counterpart here: they are reported where they stand. */
export function idle(place: Place, reason: string, ...keys: readonly string[]): void {
  for (const key of keys) {
    place.trace.asked.add(key);
    place.trace.idle.set(key, reason);
  }
}

/** Reports keys that are read, so that others can show them, though the node does not act on them. */
export function shownOnly(place: Place, reason: string, ...keys: readonly string[]): void {
  for (const key of keys) {
    const value = at(place, key);
    if (!isAbsent(value)) warn(value, `ignored: ${reason}`, 'key');
  }
}

/** True when the place is a mapping; absent is false in silence, anything else an error. */
export function expectMapping(place: Place): boolean {
  if (isAbsent(place)) return false;
  if (isMapping(place.value)) return true;
  error(place, `expected a mapping, found ${describe(place.value)}`);
  return false;
}

/** Items of a list; one value alone is a list of one where `single` says so. */
export function items(place: Place, options: { single?: boolean } = {}): readonly Place[] {
  if (isAbsent(place)) return [];
  if (Array.isArray(place.value)) return place.value.map((_, index) => at(place, index));
  if (options.single === true) return [place];
  error(place, `expected a list, found ${describe(place.value)}`);
  return [];
}

/** Entries of a mapping whose keys are names; an error for anything else that is there. */
export function entries(place: Place): readonly (readonly [string, Place])[] {
  if (!expectMapping(place)) return [];
  const { path, log, trace } = place;
  trace.named = true;
  return Object.entries(place.value as object).map(([key, value]) => {
    const asked = trace.asked.has(key);
    const child = childTrace(trace, key);
    // A name is not a key that the reader knows.
    if (!asked) trace.asked.delete(key);
    return [key, { value: value as unknown, path: [...path, key], log, trace: child }] as const;
  });
}

export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'bigint') return `number ${quote(value)}`;
  return typeof value === 'string' ? quote(value) : `${typeof value} ${quote(value)}`;
}
