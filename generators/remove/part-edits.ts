import type { Contract } from 'onex-runtime/contract';
import type { PartWords } from '../../lib/answers/index.ts';
import {
  removeField,
  removeOperation,
  removeState,
  removeStep,
  removeTopic,
  type ContractEdit,
  type Direction,
  type Side,
} from '../../lib/contract/edit/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import type { GivenOptions } from '../../lib/options/index.ts';

const NEEDED = { operation: 1, field: 2, step: 1, state: 1, topic: 1 } as const;

/** The side that has a field, where only one has it. */
function sideOf({ operations, name }: Contract, operation: string, field: string): Side {
  const own = operations.find((one) => one.name === operation);
  const sides = (['input', 'output'] as const).filter((side) =>
    own?.[side]?.some((one) => one.name === field),
  );
  if (sides.length === 2) {
    throw new UserError(
      'ERR_ONEX_USAGE',
      `${name}:${operation} has the field ${field} in its input and its output; give --side input or --side output`,
    );
  }
  return sides[0] ?? 'input';
}

function fieldEdits([operation = '', ...words]: readonly string[], given: GivenOptions): ContractEdit[] {
  const fields = words
    .join(' ')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  return fields.map((name) => (text, contract) => {
    const side = (given['side'] as Side | undefined) ?? sideOf(contract, operation, name);
    return removeField(text, contract, { operation, side, name });
  });
}

/** @throws UserError for a name that is missing, and an option that would have no effect */
export function partEdits({ thing, names, node }: PartWords, given: GivenOptions): readonly ContractEdit[] {
  if (names.length < NEEDED[thing]) {
    const rest = thing === 'field' ? 'OPERATION FIELD' : thing === 'topic' ? 'TOPIC' : 'NAME';
    throw new UserError('ERR_ONEX_USAGE', `The name is missing: onex remove ${node} ${thing} ${rest}`);
  }
  for (const [option, own] of [
    ['side', 'field'],
    ['direction', 'topic'],
  ] as const) {
    if (given[option] !== undefined && own !== thing)
      throw new UserError('ERR_ONEX_USAGE', `--${option} is an option for a ${own} only; omit it`);
  }
  if (thing === 'field') return fieldEdits(names, given);
  return names.map((name): ContractEdit => {
    if (thing === 'operation') return (text, contract) => removeOperation(text, contract, name);
    if (thing === 'step') return (text, contract) => removeStep(text, contract, name);
    if (thing === 'state') return (text, contract) => removeState(text, contract, name);
    const direction = (given['direction'] ?? null) as Direction | null;
    return (text, contract) => removeTopic(text, contract, name, direction);
  });
}
