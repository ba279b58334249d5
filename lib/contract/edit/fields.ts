import { quote } from 'onex-cli-kit';
import { type Contract, type KeyPath } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { isMapping, valueAt, type Mapping } from './data.ts';
import { refuseUnknownModels, type FieldText } from './field-list.ts';
import { fieldKeys, operationPath, withAll, writeOut, writtenFields } from './operations.ts';
import { insertItem, insertPair, removeAt } from './yaml/index.ts';

export type Side = 'input' | 'output';

/** Keys of an operation before which its fields are written if it has none yet. */
const AFTER: Readonly<Record<Side, readonly string[]>> = {
  input: ['output_fields', 'output', 'outputs', 'idempotent', 'timeout_seconds', 'timeout_ms'],
  output: ['idempotent', 'timeout_seconds', 'timeout_ms'],
};

/** Returns the path of the operation, if it is a mapping. */
function placeOf(text: string, contract: Contract, operation: string): { path: KeyPath; value: Mapping } {
  const names = contract.operations.map(({ name }) => name);
  if (!names.includes(operation)) {
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${contract.name} has no operation ${quote(operation)}; it has ${names.join(', ')}.`,
    );
  }
  const path = operationPath(text, operation);
  const value = path === null ? undefined : valueAt(text, path);
  if (path !== null && isMapping(value)) return { path, value };
  throw new UserError(
    'ERR_ONEX_CONTRACT_EDIT',
    `The contract of ${contract.name} gives the operation ${quote(operation)} no fields of its own. Write the operation out in contract.yaml.`,
  );
}

/** Returns where the fields of one side are listed; null if there is no such list yet. */
function listOf(value: Mapping, side: Side): string | null {
  return fieldKeys(side).find((key) => Array.isArray(value[key]) || isMapping(value[key])) ?? null;
}

function isField(item: unknown, name: string): boolean {
  if (typeof item === 'string') return item === name || new RegExp(`^\\s*${name}\\??\\s*:`).test(item);
  if (!isMapping(item)) return false;
  if (item['name'] === name && ('type' in item || Object.keys(item).length === 1)) return true;
  return Object.hasOwn(item, name) || Object.hasOwn(item, `${name}?`);
}

const shown = (contract: Contract, operation: string, side: Side): string =>
  `the ${side} of ${contract.name}:${operation}`;

/**
 * Refuses a side whose fields come from a model. The model is written elsewhere and may also belong to other
 * operations.
 */
function refuseModel(contract: Contract, operation: string, side: Side, value: Mapping): void {
  const key = [side, `${side}_model`, `${side}_schema`, `${side}_type`].find((one) => value[one] != null);
  const fields = contract.operations.find(({ name }) => name === operation)?.[side] ?? null;
  if (key === undefined && fields === null) return;
  const where = key === undefined ? 'for the whole node' : `under ${key}`;
  throw new UserError(
    'ERR_ONEX_CONTRACT_EDIT',
    `The contract writes the fields of ${shown(contract, operation, side)} ${where}. Edit them there in contract.yaml.`,
  );
}

/**
 * Adds a field after the others of an operation's input or output.
 * @throws UserError for an existing name, and for an operation that does not define its own fields
 */
export function addField(
  given: string,
  contract: Contract,
  { operation, side, field }: { readonly operation: string; readonly side: Side; readonly field: FieldText },
): string {
  const known = contract.operations.find(({ name }) => name === operation);
  const own = known?.[side] ?? [];
  const isOpen = known !== undefined && known.input === null && known.output === null;
  const written = isOpen ? writeOut(given, contract, operation) : given;
  const text = withAll(written, contract);
  const { path, value } = placeOf(text, contract, operation);
  if (own.some(({ name }) => name === field.name)) {
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `The field ${quote(field.name)} is in ${shown(contract, operation, side)} already.`,
    );
  }
  refuseUnknownModels([field], text, contract);
  const key = listOf(value, side);
  if (key === null) {
    refuseModel(contract, operation, side, value);
    const before = AFTER[side].find((one) => one in value);
    return insertPair(
      text,
      path,
      `${side}_fields`,
      writtenFields([field], []),
      before === undefined ? {} : { before },
    );
  }
  const fields = value[key];
  if (Array.isArray(fields)) return insertItem(text, [...path, key], { [field.name]: field.type });
  const properties = isMapping(fields) ? fields['properties'] : undefined;
  if (isMapping(properties)) refuseModel(contract, operation, side, { ...value, [side]: key });
  return insertPair(text, [...path, key], field.name, field.type);
}

/**
 * Removes a field of an operation's input or output.
 * @throws UserError for a field that does not exist or is not written with the operation
 */
export function removeField(
  text: string,
  contract: Contract,
  { operation, side, name }: { readonly operation: string; readonly side: Side; readonly name: string },
): string {
  const { path, value } = placeOf(text, contract, operation);
  const own = contract.operations.find((one) => one.name === operation)?.[side] ?? [];
  if (!own.some((field) => field.name === name)) {
    const names = own.map((field) => field.name).join(', ');
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${shown(contract, operation, side)} has no field ${quote(name)}${names === '' ? '' : `; it has ${names}`}.`.replace(
        /^t/,
        'T',
      ),
    );
  }
  const key = listOf(value, side);
  const fields = key === null ? undefined : value[key];
  if (key !== null && Array.isArray(fields)) {
    const index = fields.findIndex((item) => isField(item, name));
    const item: unknown = fields[index];
    const inItem =
      isMapping(item) && Object.keys(item).length > 1 && Object.hasOwn(item, name) && item['name'] !== name;
    if (index !== -1) return removeAt(text, [...path, key, index, ...(inItem ? [name] : [])]);
  }
  if (key !== null && isMapping(fields) && !isMapping(fields['properties'])) {
    const written = [name, `${name}?`].find((one) => Object.hasOwn(fields, one));
    if (written !== undefined) return removeAt(text, [...path, key, written]);
  }
  refuseModel(contract, operation, side, { ...value, [side]: key ?? value[side] });
  return text;
}
