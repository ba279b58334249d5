import type { Field } from '../model.ts';
import { quote } from '../yaml/quote.ts';
import { at, error, expectMapping, firstOf, isAbsent, isMapping, items, warnUnknown } from './place.ts';
import type { Place } from './place.ts';
import { readFields } from './fields.ts';
import { flag, milliseconds, prose, word } from './scalars.ts';
import { templateFields } from './template-fields.ts';

/** An operation as written, before topics are assigned to it. */
export interface WrittenOperation {
  readonly name: string;
  readonly description: string | null;
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  readonly idempotent: boolean;
  readonly timeoutMs: number | null;
}

const KEYS = new Set([
  'operation',
  'operation_name',
  'operation_type',
  'name',
  'description',
  'input_fields',
  'output_fields',
  'input',
  'output',
  'idempotent',
  'handler_method',
  'protocol_method',
  'timeout_seconds',
  'timeout_ms',
  'operation_timeout_ms',
  'operation_version',
  'version',
  'atomic',
  'backup_enabled',
  'permissions',
  'recursive',
  'buffer_size',
  'validation_enabled',
]);

/** Where it is the node's only one, its policies are the node's. */
const ALONE_KEYS = new Set([...KEYS, 'retry_policy', 'circuit_breaker']);

/** Of `effect_operations`; how Python does them is its own affair. */
const PYTHON_KEYS = new Set([
  'operations',
  'version',
  'subcontract_name',
  'description',
  'default_retry_policy',
  'default_circuit_breaker',
]);

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
  expectMapping(at(root, 'effect_operations'), PYTHON_KEYS);
  const alone = [at(root, 'effect'), at(root, 'compute')].filter(
    (place) => !isAbsent(place) && namesOperation(place),
  );
  const { value } = at(root, 'idempotent_operations');
  const idempotent = new Set<unknown>(Array.isArray(value) ? value : []);
  const all = typeof value === 'boolean' && value;
  const found = new Map<string, WrittenOperation>();
  for (const item of [...lists.flatMap((list) => items(list)), ...alone]) {
    const keys = alone.includes(item) ? ALONE_KEYS : KEYS;
    const operation = readOperation(item, keys, (name) => all || idempotent.has(name));
    if (operation === null) continue;
    if (found.has(operation.name))
      error(item, `operation ${quote(operation.name)} stands here twice; remove one`);
    else found.set(operation.name, operation);
  }
  return [...found.values()];
}

function namesOperation(place: Place): boolean {
  const names = !isAbsent(at(place, 'operation_name'));
  if (!names) warnUnknown(place);
  return names;
}

function readOperation(
  item: Place,
  keys: ReadonlySet<string>,
  isIdempotent: (name: string) => boolean,
): WrittenOperation | null {
  if (!isMapping(item.value)) {
    const name = word(item);
    return name === null ? null : bare(name);
  }
  expectMapping(item, keys);
  const named = firstOf(item, 'operation', 'operation_name', 'name', 'operation_type');
  const name = word(named);
  if (name === null) {
    if (isAbsent(named)) error(item, 'operation is missing; expected its name');
    return null;
  }
  return {
    name,
    description: prose(at(item, 'description')),
    input: readFields(firstOf(item, 'input_fields', 'input'), 'sample') ?? templateFields(item),
    output: readFields(firstOf(item, 'output_fields', 'output'), 'answer'),
    idempotent: flag(at(item, 'idempotent'), isIdempotent(name)),
    timeoutMs:
      milliseconds(firstOf(item, 'timeout_ms', 'operation_timeout_ms'), { min: 0, least: 1 }) ??
      milliseconds(at(item, 'timeout_seconds'), { min: 0, least: 1, unit: 1000 }),
  };
}

/** An operation of which only the name is known. */
export function bare(name: string): WrittenOperation {
  return { name, description: null, input: null, output: null, idempotent: false, timeoutMs: null };
}
