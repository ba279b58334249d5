import { quote } from 'onex-cli-kit';
import type { Field, ModelReference, Operation } from '../../model.ts';
import {
  at,
  entries,
  error,
  expectMapping,
  firstOf,
  forPeople,
  has,
  idle,
  isAbsent,
  isMapping,
  items,
  type Place,
  flag,
  isNoLimit,
  prose,
  timeLimit,
  word,
  words,
} from '../values/index.ts';
import { readFields } from '../types/index.ts';
import { readModel } from '../models/index.ts';
import { breakerAt, retryAt } from '../policies/index.ts';
import { templateFields } from './template-fields.ts';

/** An operation as written, before topics are assigned to it. */
export type WrittenOperation = Omit<Operation, 'requestTopics' | 'completedTopic' | 'failedTopic'>;

/**
 * Operations of `io_operations` (an effect's), of `annotations.operations` (the same form, for the kinds whose strict
 * contract has no io_operations), of a list `operations`, of `effect_operations`, and the one of `effect` and `compute`,
 * whose steps are a Python pipeline's. `operations` may also be a mapping by name.
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
  for (const item of [...lists.flatMap(listed), ...alone]) {
    const operation = readOperation(item, alone.includes(item), isIdempotent);
    if (operation === null) continue;
    if (found.has(operation.name))
      error(item, `operation ${quote(operation.name)} is listed twice; remove one`);
    else found.set(operation.name, operation);
  }
  for (const item of lists.flatMap(listed)) refuseTakenAliases(item, found);
  return [...found.values()];
}

/** Operations in a list, or in a mapping whose keys are their names. */
function listed(place: Place): readonly Place[] {
  return isMapping(place.value) ? entries(place).map(([, item]) => item) : items(place);
}

/** An alias that is the name of an operation, or an alias of two, would make it a matter of chance what is asked for. */
function refuseTakenAliases(item: Place, operations: ReadonlyMap<string, WrittenOperation>): void {
  if (!isMapping(item.value)) return;
  const place = at(item, 'aliases');
  const others = [...operations.values()].flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  for (const alias of words(place)) {
    if (others.filter((name) => name === alias).length > 1)
      error(place, `the alias ${quote(alias)} is the name of an operation, or of two aliases; remove one`);
  }
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
  const key = item.path.at(-1);
  if (!isMapping(item.value)) {
    // Of a mapping by name, the value may be absent, or text for people.
    if (typeof key === 'string') return { ...bare(key), description: prose(item) };
    const name = word(item);
    return name === null ? null : bare(name);
  }
  const named = nameOf(item);
  forPeople(item, 'version', 'operation_version');
  idle(item, 'the handler with the name of the operation handles it', 'handler_method', 'protocol_method');
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
  forPeople(item, 'notes', 'complexity', 'transport', 'title', 'examples', 'tags');
  const name = isAbsent(named) && typeof key === 'string' && !isAlone ? key : word(named);
  if (name === null) {
    if (isAbsent(named)) error(item, 'operation is missing; expected its name');
    return null;
  }
  const aliases = [...new Set(words(at(item, 'aliases')))];
  const { value: type } = at(item, 'operation_type');
  const input = readSide(item, 'input');
  const output = readSide(item, 'output');
  return {
    name,
    ...(aliases.length > 0 && { aliases }),
    ...(typeof type === 'string' && type !== name && { type }),
    description: prose(at(item, 'description')),
    input: input.fields ?? templateFields(item),
    output: output.fields,
    ...(input.model !== null && { inputModel: input.model }),
    ...(output.model !== null && { outputModel: output.model }),
    // Those of the one operation of `effect` are read as the node's.
    ...(!isAlone && has(item, 'retry_policy') && { retry: retryAt(at(item, 'retry_policy')) }),
    ...(!isAlone &&
      has(item, 'circuit_breaker') && { circuitBreaker: breakerAt(at(item, 'circuit_breaker')) }),
    idempotent: flag(at(item, 'idempotent'), isIdempotent(name)),
    ...readTimeLimit(item),
  };
}

/**
 * Fields and model of an operation's input or output. `input_model`, `input_schema`, and `input_type` name a model or
 * give its fields.
 */
function readSide(
  item: Place,
  side: 'input' | 'output',
): { readonly fields: readonly Field[] | null; readonly model: ModelReference | null } {
  const listedFields = firstOf(item, `${side}_fields`, side, `${side}s`);
  const model = firstOf(item, `${side}_model`, `${side}_schema`, `${side}_type`);
  const isNamed = typeof model.value === 'string' || (isMapping(model.value) && isReference(model.value));
  // `input: ModelX` names the model, as `input_model` does.
  const named = typeof listedFields.value === 'string' ? listedFields : null;
  return {
    fields: (named === null ? readFields(listedFields) : null) ?? (isNamed ? null : readFields(model)),
    model: isNamed ? readModel(model) : named === null ? null : readModel(named),
  };
}

const REFERENCE_KEYS = new Set(
  'name class class_name type_name module description version variants'.split(' '),
);

/** `{name, module}` names a model, and fields may be called so only with types as values. */
function isReference(value: Record<string, unknown>): boolean {
  return Object.keys(value).every((key) => REFERENCE_KEYS.has(key));
}

/** The strict contract of Python asks for an `operation_type`, which names the operation where nothing else does. */
function nameOf(item: Place): Place {
  const keys = ['operation', 'operation_name', 'operation_id', 'name'].filter((key) => has(item, key));
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
