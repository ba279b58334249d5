import type { Constraints, FieldType } from '../model.ts';
import { compareDecimal, decimalDigits, isDecimalMultiple } from '../../values/index.ts';
import { parsePattern } from '../machine/conditions/patterns.ts';
import { isOfFormat } from './names/index.ts';

type Name = keyof Constraints;

/** Each constraint by the names that JSON Schema and Python have for it. */
const NAMES: Readonly<Record<string, Name>> = {
  minimum: 'minimum',
  ge: 'minimum',
  maximum: 'maximum',
  le: 'maximum',
  exclusiveMinimum: 'exclusiveMinimum',
  gt: 'exclusiveMinimum',
  exclusiveMaximum: 'exclusiveMaximum',
  lt: 'exclusiveMaximum',
  multipleOf: 'multipleOf',
  multiple_of: 'multipleOf',
  minLength: 'minLength',
  min_length: 'minLength',
  maxLength: 'maxLength',
  max_length: 'maxLength',
  minItems: 'minItems',
  min_items: 'minItems',
  maxItems: 'maxItems',
  max_items: 'maxItems',
  maxDigits: 'maxDigits',
  max_digits: 'maxDigits',
  decimalPlaces: 'decimalPlaces',
  decimal_places: 'decimalPlaces',
  pattern: 'pattern',
  regex: 'pattern',
};
export const CONSTRAINT_NAMES: readonly string[] = Object.keys(NAMES);

/** Why a constraint is not read; null: it is none. */
export type Unread = 'value' | 'pattern' | 'type';

/**
 * A type with a constraint, by the name that the contract has for it. Its value is hostile until it is a plain number or
 * a pattern of the small language that no text can make run long.
 */
export function constrained(type: FieldType, written: string, value: unknown): FieldType | Unread {
  const name = Object.hasOwn(NAMES, written) ? NAMES[written] : undefined;
  if (name === undefined) return 'type';
  const taken = name === 'pattern' ? patternOf(value) : numberOf(name, value);
  if (taken === null) return name === 'pattern' && typeof value === 'string' ? 'pattern' : 'value';
  return put(type, name, taken) ?? 'type';
}

function numberOf(name: Name, value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  if (name === 'multipleOf') return value > 0 ? value : null;
  const counts = /Length|Items|Digits|Places/.test(name);
  return !counts || (Number.isSafeInteger(value) && value >= 0) ? value : null;
}

/** As JavaScript's source for the flag `u`; one that may take long on a long text looks first how long it is. */
function patternOf(value: unknown): string | null {
  // A pattern without `^` is sought in the whole text, which multiplies the ways to try.
  if (typeof value !== 'string' || !value.startsWith('^')) return null;
  const pattern = parsePattern(value);
  if (pattern === null) return null;
  const { source, longest } = pattern;
  return longest === null ? source : `^(?![\\s\\S]{${longest + 1}})${source.slice(1)}`;
}

/** null where the type takes no such constraint; of a union each member that does takes it. */
function put(type: FieldType, name: Name, value: number | string): FieldType | null {
  if (type.kind === 'union') {
    const members = type.members.map((member) => put(member, name, value));
    if (members.every((member) => member === null)) return null;
    return { ...type, members: type.members.map((member, index) => members[index] ?? member) };
  }
  const own = ownName(type.kind, name);
  if (own === null) return null;
  const { constraints } = type as FieldType & { readonly constraints?: Constraints };
  return { ...type, constraints: { ...constraints, [own]: value } } as FieldType;
}

function ownName(kind: FieldType['kind'], name: Name): Name | null {
  switch (kind) {
    case 'string':
      return ['minLength', 'maxLength', 'pattern'].includes(name) ? name : null;
    case 'decimal':
      if (name === 'maxDigits' || name === 'decimalPlaces') return name;
      return /imum$|^multipleOf$/i.test(name) ? name : null;
    case 'integer':
    case 'number':
      return /imum$|^multipleOf$/i.test(name) ? name : null;
    case 'array':
    case 'set':
      if (name === 'minItems' || name === 'maxItems') return name;
      if (name === 'minLength') return 'minItems';
      return name === 'maxLength' ? 'maxItems' : null;
    default:
      return null;
  }
}

/** The constraints of a type that a value of it does not keep; a decimal is text. */
export function brokenBy(value: unknown, constraints: Constraints): readonly Name[] {
  return (Object.keys(constraints) as Name[]).filter((name) => !isKept(value, name, constraints));
}

function isKept(value: unknown, name: Name, constraints: Constraints): boolean {
  const bound = constraints[name];
  if (bound === undefined) return true;
  if (name === 'zone') return /(?:Z|[+-]\d\d:\d\d)$/.test(String(value));
  if (name === 'pattern') return typeof value === 'string' && new RegExp(String(bound), 'u').test(value);
  if (name === 'format') return typeof value === 'string' && isOfFormat(value, constraints.format ?? 'uri');
  const most = Number(bound);
  if (/Length|Items/.test(name)) {
    const { length } = value as { readonly length: number };
    return name.startsWith('min') ? length >= most : length <= most;
  }
  return isWithin(value as number | string, name, most);
}

/** Whether a number, or a decimal as text, keeps to a bound. */
function isWithin(value: number | string, name: Name, bound: number): boolean {
  const order = typeof value === 'number' ? value - bound : compareDecimal(value, bound);
  switch (name) {
    case 'minimum':
      return order >= 0;
    case 'maximum':
      return order <= 0;
    case 'exclusiveMinimum':
      return order > 0;
    case 'exclusiveMaximum':
      return order < 0;
    case 'multipleOf':
      return typeof value === 'number' ? isMultiple(value, bound) : isDecimalMultiple(value, bound);
    default: {
      const digits = decimalDigits(String(value));
      return digits !== null && (name === 'maxDigits' ? digits.all : digits.places) <= bound;
    }
  }
}

/** As zod measures it: 0.29 is a multiple of 0.01, although their quotient is not a whole number. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) < 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
}
