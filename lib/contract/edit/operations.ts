import { quote } from 'onex-cli-kit';
import { readContract, type Contract, type KeyPath } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import type { OperationText } from '../write/index.ts';
import { firstPath, isMapping, putItem, removeItems, valueAt, type Mapping } from './data.ts';
import { refuseUnknownModels, type FieldText } from './field-list.ts';
import { insertItem, insertPair, removeAt } from './yaml/index.ts';

/** Where a contract may list its operations, in the order in which its reader looks. */
export const OPERATION_LISTS: readonly KeyPath[] = [
  ['io_operations'],
  ['annotations', 'operations'],
  ['operations'],
  ['effect_operations', 'operations'],
];
const NAME_KEYS = ['operation', 'operation_name', 'operation_id', 'name'] as const;

/** The content of a new operation; omitted values are as for a new node. */
export interface NewOperation {
  readonly name: string;
  readonly description?: string | undefined;
  readonly input?: readonly FieldText[] | undefined;
  readonly output?: readonly FieldText[] | undefined;
  readonly idempotent?: boolean | undefined;
}

/** Returns the name of an item in a list of operations. */
export function nameOfOperation(item: unknown): string | null {
  if (typeof item === 'string') return item;
  if (!isMapping(item)) return null;
  const key = [...NAME_KEYS, 'operation_type'].find((one) => item[one] !== undefined);
  return key === undefined ? null : String(item[key]);
}

/** Returns where an operation is declared; null for one that follows from another part, such as a trigger. */
export function operationPath(text: string, name: string): KeyPath | null {
  for (const list of OPERATION_LISTS) {
    const items = valueAt(text, list);
    if (isMapping(items) && Object.hasOwn(items, name)) return [...list, name];
    const index = Array.isArray(items) ? items.findIndex((item) => nameOfOperation(item) === name) : -1;
    if (index !== -1) return [...list, index];
  }
  return null;
}

/** Writes fields in the form of a sibling: a list of pairs, or a mapping. */
export function writtenFields(fields: readonly FieldText[], like: unknown): unknown {
  if (isMapping(like)) return Object.fromEntries(fields.map(({ name, type }) => [name, type]));
  return fields.map(({ name, type }) => ({ [name]: type }));
}

/** Returns the keys under which the operations of a contract write their fields. */
export const fieldKeys = (side: 'input' | 'output'): readonly string[] => [
  `${side}_fields`,
  side,
  `${side}s`,
];

/** Writes an operation in the form of the existing ones. */
function likeSiblings(operation: Mapping, siblings: readonly unknown[]): Mapping {
  const like = siblings.findLast(isMapping);
  if (like === undefined) return operation;
  const nameKey = NAME_KEYS.find((key) => like[key] !== undefined);
  const pairs = Object.entries(operation).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'operation') return nameKey === undefined ? [] : [[nameKey, value]];
    if (key === 'operation_type')
      return 'operation_type' in like || nameKey === undefined ? [[key, value]] : [];
    if (key === 'timeout_seconds') return key in like ? [[key, value]] : [];
    const side = /^(input|output)_fields$/.exec(key)?.[1] as 'input' | 'output' | undefined;
    if (side === undefined) return [[key, value]];
    const own = fieldKeys(side).find((one) => typeof like[one] === 'object') ?? key;
    const fields = (value as readonly Mapping[]).flatMap((pair) =>
      Object.entries(pair).map(([name, type]) => ({ name, type: String(type) })),
    );
    return [[own, writtenFields(fields, like[own])]];
  });
  return Object.fromEntries(pairs);
}

/** Returns where operations are listed, or will be. */
function listFor(text: string, { kind }: Contract): KeyPath {
  return (
    firstPath(text, OPERATION_LISTS) ??
    (kind === 'effect' ? ['io_operations'] : ['annotations', 'operations'])
  );
}

/**
 * Writes out an operation that the contract has without listing it: through a trigger, a route, or a default of its
 * kind. Its fields stay open.
 */
export function writeOut(text: string, contract: Contract, name: string): string {
  const path = operationPath(text, name);
  if (path === null) {
    const list = listFor(text, contract);
    if (isMapping(valueAt(text, list))) return insertPair(text, list, name, {});
    return putItem(text, list, bareOperation(contract, name));
  }
  if (isMapping(valueAt(text, path))) return text;
  const list = path.slice(0, -1);
  if (typeof path.at(-1) === 'string') return text;
  const index = Number(path.at(-1));
  return removeAt(insertItem(text, list, bareOperation(contract, name), index + 1), path);
}

const bareOperation = ({ kind }: Contract, name: string): Mapping =>
  kind === 'effect' ? { operation: name, operation_type: name } : { operation: name };

/** A listed operation replaces a node's default operations, so these are written out as well. */
export function withAll(text: string, before: Contract): string {
  const { contract } = readContract(text, { file: 'contract.yaml', origin: 'foreign' });
  const names = contract?.operations.map(({ name }) => name) ?? null;
  const lost = before.operations.filter(({ name }) => names !== null && !names.includes(name));
  return lost.reduce((rest, { name }) => writeOut(rest, before, name), text);
}

/**
 * If an operation has only an input, its output has the fields that it shares with the input, so every field has a
 * value.
 */
function outputOf(
  made: OperationText,
  input: NewOperation['input'],
  output: NewOperation['output'],
): Mapping {
  if (output !== undefined) return { output_fields: writtenFields(output, []) };
  const names = new Set(input?.map(({ name }) => name));
  const shared = made.output_fields.filter((field) => Object.keys(field).some((name) => names.has(name)));
  return input === undefined || shared.length === 0 ? {} : { output_fields: shared };
}

/**
 * Adds an operation after the others.
 * @param made The operation as a new node of the kind would have it.
 * @throws UserError for a name that the node already has
 */
export function addOperation(
  text: string,
  contract: Contract,
  { name, description, input, output, idempotent }: NewOperation,
  made: OperationText,
): string {
  if (contract.operations.some((one) => one.name === name)) {
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `${contract.name} has an operation ${quote(name)} already.`,
    );
  }
  refuseUnknownModels([...(input ?? []), ...(output ?? [])], text, contract);
  const operation: Mapping = {
    ...made,
    ...(description !== undefined && { description }),
    ...(input && { input_fields: writtenFields(input, []) }),
    ...outputOf(made, input, output),
    ...(idempotent !== undefined && { idempotent }),
  };
  const list = listFor(text, contract);
  const found = valueAt(text, list);
  if (isMapping(found)) {
    const { operation: _, operation_type: _type, ...rest } = likeSiblings(operation, Object.values(found));
    return withAll(insertPair(text, list, name, rest), contract);
  }
  const siblings = Array.isArray(found) ? (found as readonly unknown[]) : [];
  const isPlain = siblings.length > 0 && siblings.every((item) => typeof item === 'string');
  const says = description ?? input ?? output ?? idempotent;
  const item = isPlain && says === undefined ? name : likeSiblings(operation, siblings);
  return withAll(putItem(text, list, item), contract);
}

/** A list without operations is invalid, and the mapping around it may become empty, too. */
function withoutEmptied(before: string, text: string): string {
  const isEmpty = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return OPERATION_LISTS.reduce((rest, list) => {
    if (!isEmpty(valueAt(rest, list)) || isEmpty(valueAt(before, list))) return rest;
    const result = removeAt(rest, list);
    const around = list.slice(0, -1);
    return around.length > 0 && isEmpty(valueAt(result, around)) ? removeAt(result, around) : result;
  }, text);
}

/** Other lists that name operations. */
const NAMING_LISTS: readonly KeyPath[] = [['idempotent_operations']];

/** Removes an operation from routes. A route without another operation is removed as a whole. */
function withoutRoutes(text: string, name: string): string {
  const list: KeyPath = ['handler_routing', 'handlers'];
  let result = removeItems(text, list, (item) => isMapping(item) && item['operation'] === name);
  const handlers = valueAt(result, list);
  for (const [index, handler] of [...(Array.isArray(handlers) ? handlers : []).entries()].toReversed()) {
    const supported = isMapping(handler) ? handler['supported_operations'] : undefined;
    if (!Array.isArray(supported) || !supported.includes(name)) continue;
    result =
      supported.length === 1
        ? removeAt(result, [...list, index])
        : removeItems(result, [...list, index, 'supported_operations'], (one) => one === name);
  }
  return result;
}

/** Removes a former name of an operation; the operation stays. */
function withoutAlias(text: string, operation: string, alias: string): string {
  const path = [...(operationPath(text, operation) ?? []), 'aliases'];
  const all = valueAt(text, path);
  const isLast = !Array.isArray(all) || all.every((item) => item === alias);
  return isLast ? removeAt(text, path) : removeItems(text, path, (item) => item === alias);
}

/**
 * Removes an operation together with the transitions that it triggers and the routes that lead only to it, or removes
 * an alias of an operation, which stays.
 * @throws UserError for an operation that the node does not have, and for its only one
 */
export function removeOperation(text: string, contract: Contract, name: string): string {
  const names = contract.operations.map((one) => one.name);
  const known = contract.operations.find(({ aliases = [] }) => aliases.includes(name));
  if (known !== undefined && !names.includes(name)) return withoutAlias(text, known.name, name);
  if (!names.includes(name)) {
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${contract.name} has no operation ${quote(name)}; it has ${names.join(', ')}.`,
    );
  }
  if (names.length === 1) {
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `${quote(name)} is the only operation of ${contract.name}. Remove the node instead: onex remove ${contract.name}`,
    );
  }
  let result = text;
  for (let path = operationPath(result, name); path !== null; path = operationPath(result, name)) {
    result = removeAt(result, path);
  }
  result = withoutEmptied(text, result);
  for (const list of NAMING_LISTS) result = removeItems(result, list, (item) => item === name);
  result = removeItems(
    result,
    ['state_machine', 'transitions'],
    (item) => isMapping(item) && item['trigger'] === name,
  );
  return withoutRoutes(result, name);
}
