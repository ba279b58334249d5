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
      return value !== undefined && value !== null;
    case 'valid':
      return isValid(value);
    case 'compare':
      return compare(value, condition.operator, condition.value);
  }
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
  if (condition.kind === 'guard') return condition.expression;
  if (condition.kind === 'compare') {
    return `${condition.field} ${condition.operator} ${JSON.stringify(condition.value)}`;
  }
  return `${condition.field} is ${condition.kind}`;
}
