import type { Field } from '../model.ts';
import { quote } from '../yaml/quote.ts';
import {
  at,
  error,
  expectMapping,
  firstOf,
  forPeople,
  has,
  idle,
  isAbsent,
  isMapping,
  items,
} from './place.ts';
import type { Place } from './place.ts';
import { readFields } from './fields.ts';
import { flag, isNoLimit, prose, timeLimit, word } from './scalars.ts';
import { templateFields } from './template-fields.ts';

/** An operation as written, before topics are assigned to it. */
export interface WrittenOperation {
  readonly name: string;
  readonly description: string | null;
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  readonly idempotent: boolean;
  readonly timeoutMs: number | null;
  readonly unlimited?: true;
}

/**
 * Operations of `io_operations` (an effect's), of `annotations.operations` (the same form, for the kinds whose strict
 * contract has no io_operations), of a list `operations`, of `effect_operations`, and the one of `effect` and `compute`,
 * whose steps are a Python pipeline's.
 */
export function readOperations(root: Place): readonly WrittenOperation[] {
  const lists = [
    at(root, 'io_operations'),
    at(at(root, 'annotations'), 'operations'),
    at(root, 'operations'),
    at(at(root, 'effect_operations'), 'operations'),
  ];
  if (expectMapping(at(root, 'effect_operations'))) {
    forPeople(at(root, 'effect_operations'), 'version', 'subcontract_name', 'description');
  }
  const alone = ['effect', 'compute'].flatMap((key) => {
    const place = has(root, key) ? at(root, key) : null;
    return place !== null && has(place, 'operation_name') ? [place] : [];
  });
  const isIdempotent = readIdempotentNames(at(root, 'idempotent_operations'));
  const found = new Map<string, WrittenOperation>();
  for (const item of [...lists.flatMap((list) => items(list)), ...alone]) {
    const operation = readOperation(item, alone.includes(item), isIdempotent);
    if (operation === null) continue;
    if (found.has(operation.name))
      error(item, `operation ${quote(operation.name)} stands here twice; remove one`);
    else found.set(operation.name, operation);
  }
  return [...found.values()];
}

/** `idempotent_operations`: names, or one boolean for all. */
function readIdempotentNames(place: Place): (name: string) => boolean {
  if (Array.isArray(place.value)) {
    const names = new Set(items(place).map(word));
    return (name) => names.has(name);
  }
  const all = flag(place, false);
  return () => all;
}

function readOperation(
  item: Place,
  isAlone: boolean,
  isIdempotent: (name: string) => boolean,
): WrittenOperation | null {
  if (!isMapping(item.value)) {
    const name = word(item);
    return name === null ? null : bare(name);
  }
  const named = nameOf(item);
  forPeople(item, 'version', 'operation_version');
  idle(
    item,
    'an operation is done by the handler that is called after it',
    'handler_method',
    'protocol_method',
  );
  idle(
    item,
    'the handler decides',
    'atomic',
    'backup_enabled',
    'permissions',
    'recursive',
    'buffer_size',
    'validation_enabled',
  );
  if (!isAlone)
    idle(item, 'write it under error_handling, for all operations', 'retry_policy', 'circuit_breaker');
  const name = word(named);
  if (name === null) {
    if (isAbsent(named)) error(item, 'operation is missing; expected its name');
    return null;
  }
  return {
    name,
    description: prose(at(item, 'description')),
    input: readFields(firstOf(item, 'input_fields', 'input')) ?? templateFields(item),
    output: readFields(firstOf(item, 'output_fields', 'output')),
    idempotent: flag(at(item, 'idempotent'), isIdempotent(name)),
    ...readTimeLimit(item),
  };
}

/** The strict contract of Python asks for an `operation_type`, which names the operation where nothing else does. */
function nameOf(item: Place): Place {
  const keys = ['operation', 'operation_name', 'name'].filter((key) => has(item, key));
  if (keys.length === 0) return at(item, 'operation_type');
  forPeople(item, 'operation_type');
  return firstOf(item, ...keys);
}

function readTimeLimit(item: Place): Pick<WrittenOperation, 'timeoutMs' | 'unlimited'> {
  const place = firstOf(item, 'timeout_ms', 'operation_timeout_ms', 'timeout_seconds');
  const unit = place.path.at(-1) === 'timeout_seconds' ? 1000 : 1;
  return { timeoutMs: timeLimit(place, { unit }), ...(isNoLimit(place) && { unlimited: true }) };
}

/** An operation of which only the name is known. */
export function bare(name: string): WrittenOperation {
  return { name, description: null, input: null, output: null, idempotent: false, timeoutMs: null };
}
