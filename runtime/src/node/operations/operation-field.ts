import type { ZodType } from 'zod';
import type { Contract, Field } from '../../contract/model.ts';

/** Whether the model of an operation's payload has a field `operation` of its own. */
export type HasOperationField = (operation: string) => boolean;

/**
 * Reads it from the contract: the operation's input fields, otherwise the models that its routes name. `models` are
 * those of the node's code, by operation. A field in either place counts.
 */
export function operationFieldOf(
  contract: Contract,
  models: (operation: string) => readonly ZodType[] = () => [],
): HasOperationField {
  const known = new Map<string, boolean>();
  return (operation) => {
    let has = known.get(operation);
    if (has === undefined) {
      has = namesOperation(contractFields(contract, operation)) || models(operation).some(hasKey);
      known.set(operation, has);
    }
    return has;
  };
}

function contractFields({ operations, routing, definitions }: Contract, name: string): readonly Field[] {
  const input = operations.find((operation) => operation.name === name)?.input ?? null;
  if (input !== null) return input;
  return routing.routes
    .filter((route) => route.operations.includes(name))
    .flatMap(({ eventModel }) =>
      eventModel !== null && Object.hasOwn(definitions, eventModel.name)
        ? (definitions[eventModel.name] ?? [])
        : [],
    );
}

function namesOperation(fields: readonly Field[]): boolean {
  return fields.some(({ name }) => name === 'operation');
}

/** Only for the model of a single object. A union over the operations distinguishes them by a field of its own. */
function hasKey(model: ZodType): boolean {
  const shape = 'shape' in model ? model.shape : undefined;
  return typeof shape === 'object' && shape !== null && Object.hasOwn(shape, 'operation');
}
