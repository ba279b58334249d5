import {
  conditionHolds,
  fitter,
  sampleOf,
  type Budget,
  type Decidable,
  type Definitions,
  type Field,
  type MachineTransition,
} from 'onex-runtime/contract';
import { fieldsOf, payloadSample } from '../source/index.ts';
import { candidatesFor } from './candidates.ts';

/** A payload for a transition. */
export interface EventSample {
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whether the model of the event accepts it, so a test can send it over the bus. */
  readonly fits: boolean;
}

interface Asked {
  readonly fields: readonly Field[] | null;
  readonly definitions: Definitions;
  readonly conditions: MachineTransition['conditions'];
  readonly requiredData: readonly string[];
}

/** Returns a payload that fulfills every condition of a transition; null if none is found. */
export function sampleEvent(asked: Asked, budget?: Budget): EventSample | null {
  const { fields, definitions, requiredData } = asked;
  const start = payloadSample(fields, definitions, budget).payload;
  if (start === null) return null;
  const payload: Record<string, unknown> = { ...start };
  const conditions = asked.conditions.flatMap(({ condition, required }): Decidable[] =>
    required && condition.kind !== 'guard' ? [condition] : [],
  );
  const between = conditions.filter((one) => one.kind === 'compare_fields');
  for (const path of [...requiredData, ...between.map(({ other }) => other)]) {
    if ((readPath(payload, path) ?? null) === null) {
      writePath(payload, path, sampleAt(path, fields, definitions));
    }
  }
  const choose = (path: string, among: readonly Decidable[], candidates: readonly unknown[]): boolean => {
    const value = chosen(payload, path, among, candidates, (one) => fittedAt(one, path, asked));
    if (value !== undefined) writePath(payload, path, value);
    return value !== undefined;
  };
  const alone = conditions.filter(({ kind }) => kind !== 'compare_fields');
  for (const [path, ofField] of Map.groupBy(alone, ({ field }) => field)) {
    if (
      !choose(
        path,
        ofField,
        ofField.flatMap((one) => candidatesFor(one)),
      )
    )
      return null;
  }
  for (const one of between) {
    const [left, right] = [readPath(payload, one.field), readPath(payload, one.other)];
    const found =
      choose(one.field, conditions, candidatesFor(one, right)) ||
      choose(one.other, conditions, candidatesFor({ ...one, operator: MIRRORED[one.operator] }, left));
    if (!found) return null;
  }
  return { payload, fits: fits(payload, fields, definitions) };
}

const MIRRORED = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
  in: '==',
  not_in: '!=',
} as const;

/**
 * Returns the present value or a candidate that fulfills the conditions on a field, preferably one that matches its
 * type.
 */
function chosen(
  payload: object,
  path: string,
  conditions: readonly Decidable[],
  candidates: readonly unknown[],
  fitted: (value: unknown) => unknown,
): unknown {
  const concerned = conditions.filter(
    (one) => one.field === path || (one.kind === 'compare_fields' && one.other === path),
  );
  const holds = (value: unknown): boolean =>
    concerned.every((one) =>
      conditionHolds(one, (field) => (field === path ? value : readPath(payload, field))),
    );
  const present = readPath(payload, path);
  if (present !== undefined && holds(present)) return present;
  const holding = candidates.filter(holds);
  return holding.map(fitted).find((value) => value !== undefined) ?? holding[0];
}

function fittedAt(value: unknown, path: string, { fields, definitions }: Asked): unknown {
  const type = typeAt(path, fields, definitions);
  return type === null ? value : fitter(definitions)(value, type);
}

/** Fields outside the model are removed before the check, as in the node. */
function fits(payload: object, fields: readonly Field[] | null, definitions: Definitions): boolean {
  // Zod removes this key from every object.
  if (Object.hasOwn(payload, '__proto__')) return false;
  if (fields === null) return true;
  const names = new Set(fields.map(({ name }) => name));
  const listed = Object.fromEntries(Object.entries(payload).filter(([name]) => names.has(name)));
  return fitter(definitions)(listed, { kind: 'model', fields }) !== undefined;
}

function typeAt(path: string, fields: readonly Field[] | null, definitions: Definitions) {
  const [name = path, ...rest] = path.split('.');
  const type = fields?.find((field) => field.name === name)?.type;
  if (type === undefined) return null;
  if (rest.length === 0) return type;
  const inner =
    type.kind === 'model' ? type.fields : type.kind === 'named' ? fieldsOf(type.name, definitions) : null;
  return typeAt(rest.join('.'), inner, definitions);
}

function sampleAt(path: string, fields: readonly Field[] | null, definitions: Definitions): unknown {
  const type = typeAt(path, fields, definitions);
  if (type === null || type.kind === 'any') return 'example';
  const sample = sampleOf(type, definitions);
  return (sample.found ? sample.value : null) ?? 'example';
}

function readPath(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    const has = typeof at === 'object' && at !== null && Object.hasOwn(at, key);
    return has ? (at as Record<string, unknown>)[key] : undefined;
  }, value);
}

/** `a.b` is an object in an object; any other value in the path is replaced. */
function writePath(payload: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  let at = payload;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(at, key) ? at[key] : undefined;
    const next = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
    setOwn(at, key, next);
    at = next as Record<string, unknown>;
  }
  setOwn(at, keys.at(-1) ?? path, value);
}

/** Defines a property even if its name is `__proto__`. */
function setOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
