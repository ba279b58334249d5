import type { Comparison, Condition } from '../../model.ts';
import { pythonNumber, pythonText } from './python-values.ts';

/** A condition that the contract decides by itself. */
export type Decidable = Exclude<Condition, { kind: 'guard' }>;

/** Whether a condition holds; `read` returns the value of a field, or undefined. */
export function conditionHolds(condition: Decidable, read: (field: string) => unknown): boolean {
  const value = read(condition.field);
  switch (condition.kind) {
    case 'present':
      return isPresent(value);
    case 'absent':
      return !isPresent(value);
    case 'valid':
      return isValid(value);
    case 'compare':
      return compare(value, condition.operator, condition.value);
    case 'compare_fields':
      return compareFields(value, condition.operator, read(condition.other));
    case 'min_length':
      return (lengthOf(value) ?? -1) >= condition.length;
    case 'max_length':
      return (lengthOf(value) ?? Infinity) <= condition.length;
    case 'contains':
      return isPresent(value) && pythonText(value).includes(String(condition.value));
    case 'matches':
      return isPresent(value) && matches(pythonText(value), condition);
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Python's `len`; anything else has none, and no condition on its length holds. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

const patterns = new WeakMap<object, RegExp>();

function matches(text: string, condition: Extract<Condition, { kind: 'matches' }>): boolean {
  return text.length <= (condition.longest ?? Infinity) && patternOf(condition).test(text);
}

function patternOf(condition: Extract<Condition, { kind: 'matches' }>): RegExp {
  const known = patterns.get(condition);
  if (known !== undefined) return known;
  const made = new RegExp(condition.source, 'u');
  patterns.set(condition, made);
  return made;
}

/** Present and not empty: what `is_valid` can mean of a field whose model has let it through already. */
function isValid(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value === 'number') return Number.isFinite(value);
  return true;
}

/** A literal as the contract writes it. */
function literalText(value: unknown): string {
  return typeof value === 'object' && value !== null ? pythonText(value) : String(value);
}

/** Python's executor compares texts for equality, and numbers for order. */
function compare(value: unknown, operator: Comparison, wanted: unknown): boolean {
  const text = pythonText(value);
  switch (operator) {
    case '==':
      return text === literalText(wanted);
    case '!=':
      return text !== literalText(wanted);
    case 'in':
      return Array.isArray(wanted) && wanted.some((one) => text === literalText(one));
    case 'not_in':
      return Array.isArray(wanted) && !wanted.some((one) => text === literalText(one));
    default:
      return isOrdered(pythonNumber(value), operator, pythonNumber(wanted));
  }
}

/** As `compare`, with the value of a field on the right-hand side; a list there is a list of texts. */
function compareFields(value: unknown, operator: Comparison, other: unknown): boolean {
  if (operator === 'in' || operator === 'not_in') {
    const items = Array.isArray(other) ? other.map(pythonText) : splitList(other);
    return compare(value, operator, items);
  }
  return compare(value, operator, operator === '==' || operator === '!=' ? pythonText(other) : other);
}

function splitList(value: unknown): readonly string[] {
  return isPresent(value)
    ? pythonText(value)
        .split(',')
        .map((item) => item.trim())
    : [];
}

/**
 * False if one side is NaN, because the value is not a number or missing, and NaN is neither less nor greater than any
 * value.
 */
function isOrdered(left: number, operator: '<' | '<=' | '>' | '>=', right: number): boolean {
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
