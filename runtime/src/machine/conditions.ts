import { isDeepStrictEqual } from 'node:util';
import type { Condition, TransitionCondition } from '../contract/model.ts';
import type { ActionContext, Guard } from './types.ts';

/** Whether a condition of the contract holds: its field is looked up in the event's payload, then in the data. */
export function holds<Data>(
  condition: Condition,
  context: ActionContext<Data>,
  guards: Readonly<Record<string, Guard<Data>>>,
): boolean {
  if (condition.kind === 'guard') return guards[condition.name]?.(context) === true;
  const value = fieldOf(context, condition.field);
  switch (condition.kind) {
    case 'present':
      return isPresent(value);
    case 'absent':
      return !isPresent(value);
    case 'valid':
      return isValid(value);
    case 'compare':
      return compare(value, condition.operator, condition.value);
    case 'min_length':
      return (lengthOf(value) ?? -1) >= condition.length;
    case 'max_length':
      return (lengthOf(value) ?? Infinity) <= condition.length;
    case 'contains':
      return contains(value, condition.value);
    case 'matches':
      return typeof value === 'string' && value.length <= (condition.longest ?? Infinity)
        ? patternOf(condition).test(value)
        : false;
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Of a text or a list; anything else has none, and no condition on its length holds. */
function lengthOf(value: unknown): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

function contains(value: unknown, wanted: unknown): boolean {
  if (typeof value === 'string') return value.includes(String(wanted));
  return Array.isArray(value) && value.some((item) => isDeepStrictEqual(item, wanted));
}

const patterns = new WeakMap<object, RegExp>();

function patternOf(condition: Extract<Condition, { kind: 'matches' }>): RegExp {
  const known = patterns.get(condition);
  if (known !== undefined) return known;
  const made = new RegExp(condition.source, 'u');
  patterns.set(condition, made);
  return made;
}

/** Every required condition that does not hold, as the contract words it. */
export function unmet<Data>(
  conditions: readonly TransitionCondition[],
  context: ActionContext<Data>,
  guards: Readonly<Record<string, Guard<Data>>>,
): readonly string[] {
  return conditions
    .filter(({ condition, required }) => required && !holds(condition, context, guards))
    .map(({ condition }) => describe(condition));
}

/** `a.b` reads field `b` of field `a`. */
export function fieldOf(context: ActionContext<unknown>, field: string): unknown {
  return readPath(context.event.payload, field) ?? readPath(context.data, field);
}

function readPath(value: unknown, path: string): unknown {
  let current = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

/** Present and not empty: what `is_valid` can mean of a field whose model has let it through already. */
function isValid(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value === 'number') return Number.isFinite(value);
  return true;
}

function compare(
  value: unknown,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  wanted: unknown,
): boolean {
  switch (operator) {
    case '==':
      return isDeepStrictEqual(value, wanted);
    case '!=':
      return !isDeepStrictEqual(value, wanted);
    case 'in':
      return Array.isArray(wanted) && wanted.some((one) => isDeepStrictEqual(value, one));
    case 'not_in':
      return Array.isArray(wanted) && !wanted.some((one) => isDeepStrictEqual(value, one));
    default:
      return order(value, operator, wanted);
  }
}

/** Numbers by size, text by code units; anything else, or a mixture, has no order and the condition fails. */
function order(value: unknown, operator: '<' | '<=' | '>' | '>=', wanted: unknown): boolean {
  const ordered =
    (typeof value === 'number' && typeof wanted === 'number') ||
    (typeof value === 'string' && typeof wanted === 'string');
  if (!ordered) return false;
  const [left, right] = [value as number, wanted as number];
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function describe(condition: Condition): string {
  switch (condition.kind) {
    case 'guard':
      return condition.expression;
    case 'compare':
      return `${condition.field} ${condition.operator} ${JSON.stringify(condition.value)}`;
    case 'min_length':
    case 'max_length':
      return `${condition.field} ${condition.kind} ${condition.length}`;
    case 'contains':
      return `${condition.field} contains ${JSON.stringify(condition.value)}`;
    case 'matches':
      return `${condition.field} matches ${condition.source}`;
    default:
      return `${condition.field} is ${condition.kind}`;
  }
}
