import type { Contract, Field, FieldType, Operation } from './model.ts';

/**
 * Fields of what an operation takes or answers; null: any object. A reducer answers every event with the same
 * projection, and an operation without fields of its own takes the event model that its routes name.
 */
export function messageFields(
  contract: Contract,
  operation: string,
  part: 'input' | 'output',
): readonly Field[] | null {
  const found = contract.operations.find(({ name }) => name === operation);
  if (found === undefined) return null;
  if (part === 'output') return contract.kind === 'reducer' ? projectionFields(contract) : found.output;
  return found.input ?? eventFields(contract, found);
}

function eventFields({ routing, definitions }: Contract, { name }: Operation): readonly Field[] | null {
  const routes = routing.routes.filter(({ operations }) => operations.includes(name));
  const models = new Set(routes.map(({ eventModel }) => eventModel?.name ?? null));
  const [only = null] = models;
  if (models.size !== 1 || only === null || !Object.hasOwn(definitions, only)) return null;
  return definitions[only] ?? null;
}

/** What a reducer publishes after each event. */
function projectionFields({ stateMachine }: Contract): readonly Field[] {
  const states = stateMachine?.states.map(({ name }) => name) ?? ['active'];
  const field = (name: string, type: FieldType): Field => ({ name, type, required: true, description: null });
  return [
    field('entity_id', { kind: 'string' }),
    field('state', { kind: 'literal', values: states }),
    field('version', { kind: 'integer' }),
    field('data', { kind: 'object' }),
  ];
}
