import { conditionHolds } from '../../contract/machine/index.ts';
import type { Condition, TransitionCondition } from '../../contract/model.ts';
import { requireValue } from './require-sync.ts';
import type { ActionContext, Guard } from './types.ts';

/** Whether a condition of the contract holds: its field is looked up in the event's payload, then in the data. */
export function holds<Data>(
  condition: Condition,
  context: ActionContext<Data>,
  guards: Readonly<Record<string, Guard<Data>>>,
): boolean {
  if (condition.kind === 'guard') {
    return requireValue(guards[condition.name]?.(context), `Guard ${condition.name}`) === true;
  }
  return conditionHolds(condition, (field) => fieldOf(context, field));
}

/** Every required condition that does not hold, in the contract's words. */
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

function describe(condition: Condition): string {
  switch (condition.kind) {
    case 'guard':
      return condition.expression;
    case 'compare':
      return `${condition.field} ${condition.operator} ${JSON.stringify(condition.value)}`;
    case 'compare_fields':
      return `${condition.field} ${condition.operator} ${condition.other}`;
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
