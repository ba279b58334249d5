import type { ContractIssue, Field, FieldType, KeyPath } from '../model.ts';
import { formatPath, quote, visible } from '../yaml/quote.ts';
import { MAX_ISSUES } from '../yaml/parse.ts';
import type { YamlSource } from '../yaml/parse.ts';

/** Collects what is found while reading; unknown keys are told once for each kind of place. */
export interface Log {
  readonly issues: ContractIssue[];
  readonly unknownKinds: Set<string>;
  /** Topics that were checked against the naming rule. */
  readonly checkedTopics: Set<string>;
  /** Of fields; what they may be is known when everything is read. */
  readonly defaults: PendingDefault[];
  readonly aliases: Aliases;
  readonly source: YamlSource;
}

/** A value of the contract with its path; the readers walk from place to place and never throw. */
export interface Place {
  readonly value: unknown;
  readonly path: KeyPath;
  readonly log: Log;
}

/** Types that `definitions` gives names to, beside its models; each stands wherever its name does. */
export interface Aliases {
  readonly byName: Map<string, Alias>;
  /** Reads the type that is written at a place. */
  readonly read: (place: Place) => FieldType;
  /** Parts of types that may still be put in for names. */
  left: number;
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

export function error(place: Place, message: string, part: 'key' | 'value' = 'value'): void {
  tell(place, 'error', message, part);
}

export function warn(place: Place, message: string, part: 'key' | 'value' = 'value'): void {
  tell(place, 'warning', message, part);
}

function tell(
  place: Place,
  severity: ContractIssue['severity'],
  message: string,
  part: 'key' | 'value',
): void {
  if (place.log.issues.filter((issue) => issue.severity === severity).length >= MAX_ISSUES) return;
  const where = formatPath(place.path);
  place.log.issues.push({
    severity,
    // Names of steps and topics stand in messages as they are.
    message: visible(where === '' ? message : `${where}: ${message}`),
    path: place.path,
    position: place.log.source.positionOf(place.path, part),
  });
}

/** Absent is also `key:` with nothing after it. */
export function isAbsent(place: Place): boolean {
  return place.value === undefined || place.value === null;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(place: Place, key: string | number): Place {
  const value: unknown =
    typeof place.value === 'object' && place.value !== null && Object.hasOwn(place.value, key)
      ? (place.value as Record<string | number, unknown>)[key]
      : undefined;
  return { value, path: [...place.path, key], log: place.log };
}

/** The first of several keys (newest spelling first) that is there; the first key's place when none is. */
export function firstOf(place: Place, ...keys: readonly string[]): Place {
  const found = keys.map((key) => at(place, key)).find((candidate) => !isAbsent(candidate));
  return found ?? at(place, keys[0] ?? '');
}

/**
 * True when the place is a mapping; absent is false in silence, anything else an error. Keys outside `known` give
 * one warning for each kind of place (all items of a list are one kind).
 */
export function expectMapping(place: Place, known: ReadonlySet<string> | null): boolean {
  if (isAbsent(place)) return false;
  if (!isMapping(place.value)) {
    error(place, `expected a mapping, found ${describe(place.value)}`);
    return false;
  }
  if (known !== null) {
    for (const key of Object.keys(place.value)) if (!known.has(key)) warnUnknown(at(place, key));
  }
  return true;
}

/** Says once for each kind of place that nothing is made of it. */
export function warnUnknown(place: Place): void {
  const kind = JSON.stringify(place.path.map((key) => (typeof key === 'number' ? '*' : key)));
  if (place.log.unknownKinds.has(kind)) return;
  place.log.unknownKinds.add(kind);
  warn(place, 'not understood; kept as it is, without effect', 'key');
}

/** Items of a list; one value alone is a list of one where `single` says so. */
export function items(place: Place, options: { single?: boolean } = {}): readonly Place[] {
  if (isAbsent(place)) return [];
  if (Array.isArray(place.value)) return place.value.map((_, index) => at(place, index));
  if (options.single === true) return [place];
  error(place, `expected a list, found ${describe(place.value)}`);
  return [];
}

/** Entries of a mapping; an error for anything else that is there. */
export function entries(place: Place): readonly (readonly [string, Place])[] {
  if (!expectMapping(place, null)) return [];
  return Object.keys(place.value as object).map((key) => [key, at(place, key)] as const);
}

export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quote(value) : `${typeof value} ${quote(value)}`;
}
