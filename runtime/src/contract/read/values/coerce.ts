import type { Constraints, Field, FieldType } from '../../model.ts';
import { brokenBy } from '../../types/constraints.ts';
import { isDay } from '../../yaml/scalars.ts';
import { isMapping } from './place.ts';

export type Models = Readonly<Record<string, readonly Field[]>>;

/** Values that a default may come to with the defaults of the models in it, and all defaults of a contract together. */
const MOST_VALUES = 1000;
const MOST_OF_ALL = 100_000;

interface Coercion {
  readonly models: Models;
  /** Fields whose own default is being made, so that one that leads to itself ends. */
  readonly open: Set<Field>;
  left: number;
}

/**
 * Gives a value of a contract as the output of a type's schema, or undefined where it is none: a number of a decimal as
 * text, `yes` of a boolean as true, a model with the defaults of its own fields. What YAML has and JSON has not (sets,
 * `.nan`) fits nothing, nor does what the defaults of models make too large.
 */
export function fitter(models: Models): (value: unknown, type: FieldType) => unknown {
  let left = MOST_OF_ALL;
  return (value, type) => {
    const coercion = { models, open: new Set<Field>(), left: Math.min(left, MOST_VALUES) };
    const before = coercion.left;
    const found = coerce(value, type, coercion);
    left -= before - Math.max(coercion.left, 0);
    return found;
  };
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/;
const DECIMAL = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

function coerce(value: unknown, type: FieldType, coercion: Coercion): unknown {
  if (--coercion.left < 0) return undefined;
  switch (type.kind) {
    case 'any':
      return isJson(value) ? value : undefined;
    case 'object':
      return isMapping(value) && isJson(value) ? value : undefined;
    case 'literal':
      return type.values.some((one) => one === value) ? value : undefined;
    case 'array':
    case 'set':
      return kept(
        all(value, (item) => coerce(item, type.item, coercion)),
        type.constraints,
      );
    case 'tuple':
      return Array.isArray(value) && value.length === type.items.length
        ? all(value, (item, index) => coerce(item, type.items[index] as FieldType, coercion))
        : undefined;
    case 'record':
      return record(value, type.key, (item) => coerce(item, type.value, coercion));
    case 'union':
      return ofUnion(value, type.members, coercion);
    case 'named':
      return Object.hasOwn(coercion.models, type.name)
        ? ofModel(value, coercion.models[type.name] ?? [], coercion)
        : coerce(value, { kind: 'object' }, coercion);
    case 'model':
      return ofModel(value, type.fields, coercion);
    default:
      return kept(scalar(value, type.kind), type.constraints);
  }
}

function kept(value: unknown, constraints: Constraints | undefined): unknown {
  return value === undefined || constraints === undefined || brokenBy(value, constraints).length === 0
    ? value
    : undefined;
}

function scalar(value: unknown, kind: FieldType['kind']): unknown {
  const text = (pattern: RegExp): unknown =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'number':
      return Number.isFinite(value) ? value : exponential(value);
    case 'boolean':
      return boolean(value);
    case 'uuid':
      return text(GUID);
    case 'datetime':
      return isReal(value) ? text(TIME) : undefined;
    case 'date':
      return isReal(value) ? text(DATE) : undefined;
    case 'decimal':
      if (typeof value === 'number' || typeof value === 'bigint') {
        return DECIMAL.test(String(value)) ? String(value) : undefined;
      }
      return text(DECIMAL);
    case 'bytes':
      return text(BASE64);
    case 'null':
      return value === null ? null : undefined;
    default:
      return undefined;
  }
}

/** `1e3` is text to YAML 1.1, and a number to everybody else. */
function exponential(value: unknown): number | undefined {
  const isNumber = typeof value === 'string' && /^[-+]?\d+(?:\.\d*)?e[-+]?\d{1,3}$/i.test(value);
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** Whether the calendar has the day of a date or a time; JavaScript takes 30 February for 2 March. */
function isReal(value: unknown): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(value)) ?? [];
  return isDay(Number(year), Number(month), Number(day)) && !Number.isNaN(Date.parse(String(value)));
}

/** Also as YAML 1.1 writes it. */
function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || !/^(?:yes|on|no|off)$/i.test(value)) return undefined;
  return /^(?:yes|on)$/i.test(value);
}

/** Of the member that takes the value as it is, otherwise of the first that takes it. */
function ofUnion(value: unknown, members: readonly FieldType[], coercion: Coercion): unknown {
  const taken = members.map((member) => coerce(value, member, coercion)).filter((one) => one !== undefined);
  return taken.find((one) => one === value) ?? taken[0];
}

function ofModel(value: unknown, fields: readonly Field[], coercion: Coercion): unknown {
  if (!isPlain(value)) return undefined;
  const names = new Set(fields.map(({ name }) => name));
  if (Object.keys(value).some((name) => !names.has(name))) return undefined;
  const entries: [string, unknown][] = [];
  for (const field of fields) {
    const { name, type, required, default: byDefault } = field;
    const isGiven = Object.hasOwn(value, name);
    const given = isGiven ? coerce(value[name], type, coercion) : ofDefault(field, coercion);
    if (given !== undefined) entries.push([name, given]);
    else if (isGiven || required || (byDefault !== undefined && byDefault !== null)) return undefined;
  }
  return Object.fromEntries(entries);
}

function ofDefault(field: Field, coercion: Coercion): unknown {
  const { type, default: byDefault } = field;
  if (byDefault === undefined || byDefault === null || coercion.open.has(field)) return undefined;
  coercion.open.add(field);
  const made = coerce(byDefault, type, coercion);
  coercion.open.delete(field);
  return made;
}

function all(value: unknown, made: (item: unknown, index: number) => unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(made);
  return items.includes(undefined) ? undefined : items;
}

function record(value: unknown, key: FieldType, made: (item: unknown) => unknown): unknown {
  if (!isPlain(value)) return undefined;
  if (!Object.keys(value).every((name) => isKey(name, key))) return undefined;
  const entries = Object.entries(value).map(([name, item]) => [name, made(item)] as const);
  return entries.some(([, item]) => item === undefined) ? undefined : Object.fromEntries(entries);
}

/** As the schema of a mapping checks its keys. */
function isKey(name: string, key: FieldType): boolean {
  switch (key.kind) {
    case 'integer':
      return /^[-+]?\d+$/.test(name);
    case 'uuid':
      return GUID.test(name);
    case 'literal':
      return key.values.some((value) => String(value) === name);
    default:
      return true;
  }
}

/** Whether JSON holds the value as it is. */
export function isJson(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object' && value !== null)
    return isPlain(value) && Object.values(value).every(isJson);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return isMapping(value) && Object.getPrototypeOf(value) === Object.prototype;
}
