import type { Field, StateMachine } from 'onex-runtime/contract';

/** Returns the fields that the machine uses: those that states require and conditions read, if they are plain names. */
export function machineFields(machine: StateMachine | null): readonly string[] {
  return pathsOf(machine).filter((name) => !name.includes('.'));
}

/**
 * Returns the fields of an event: those of its operation, and those that the machine reads although no operation lists
 * them. A model without these would remove them from the event, so the condition could never hold.
 */
export function eventFields(
  input: readonly Field[] | null,
  machine: StateMachine | null,
): readonly Field[] | null {
  if (input === null) return null;
  const listed = new Set(input.map(({ name }) => name));
  const read = new Set(pathsOf(machine).map((path) => path.split('.')[0] ?? path));
  const added = [...read].filter((name) => !listed.has(name) && name !== 'operation');
  return [...input, ...added.map(anyField)];
}

export function anyField(name: string): Field {
  return { name, type: { kind: 'any' }, required: false, description: null };
}

function pathsOf(machine: StateMachine | null): readonly string[] {
  const required = machine?.states.flatMap(({ requiredData }) => requiredData) ?? [];
  const conditions = machine?.transitions.flatMap((transition) => transition.conditions) ?? [];
  const tested = conditions.flatMap(({ condition }) => {
    if (condition.kind === 'guard') return [];
    return condition.kind === 'compare_fields' ? [condition.field, condition.other] : [condition.field];
  });
  return [...new Set([...required, ...tested])];
}
