import type { Field } from '../model.ts';
import { quote } from '../yaml/quote.ts';
import { at, error, expectMapping, firstOf, isAbsent, isMapping, items } from './place.ts';
import type { Place } from './place.ts';
import { readFields } from './fields.ts';
import { flag, number, prose, word } from './scalars.ts';

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
  'atomic',
  'backup_enabled',
  'permissions',
  'recursive',
  'buffer_size',
  'validation_enabled',
]);

/**
 * Operations of `io_operations` (an effect's), of `annotations.operations` (the same form, for the kinds whose strict
 * contract has no io_operations), and of a list `operations`.
 */
export function readOperations(root: Place): readonly WrittenOperation[] {
  const lists = [
    at(root, 'io_operations'),
    at(at(root, 'annotations'), 'operations'),
    at(root, 'operations'),
  ];
  const { value } = at(root, 'idempotent_operations');
  const idempotent = new Set<unknown>(Array.isArray(value) ? value : []);
  const all = typeof value === 'boolean' && value;
  const found = new Map<string, WrittenOperation>();
  for (const item of lists.flatMap((list) => items(list))) {
    const operation = readOperation(item, (name) => all || idempotent.has(name));
    if (operation === null) continue;
    if (found.has(operation.name))
      error(item, `operation ${quote(operation.name)} stands here twice; remove one`);
    else found.set(operation.name, operation);
  }
  return [...found.values()];
}

function readOperation(item: Place, isIdempotent: (name: string) => boolean): WrittenOperation | null {
  if (!isMapping(item.value)) {
    const name = word(item);
    return name === null ? null : bare(name);
  }
  expectMapping(item, KEYS);
  const named = firstOf(item, 'operation', 'name', 'operation_type');
  const name = word(named);
  if (name === null) {
    if (isAbsent(named)) error(item, 'operation is missing; expected its name');
    return null;
  }
  const seconds = number(at(item, 'timeout_seconds'), { min: 0 });
  return {
    name,
    description: prose(at(item, 'description')),
    input: readFields(firstOf(item, 'input_fields', 'input')),
    output: readFields(firstOf(item, 'output_fields', 'output')),
    idempotent: flag(at(item, 'idempotent'), isIdempotent(name)),
    timeoutMs: number(at(item, 'timeout_ms'), { min: 0 }) ?? (seconds === null ? null : seconds * 1000),
  };
}

/** An operation of which only the name is known. */
export function bare(name: string): WrittenOperation {
  return { name, description: null, input: null, output: null, idempotent: false, timeoutMs: null };
}
