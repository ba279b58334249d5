import type { Field, FieldType } from 'onex-runtime/contract';
import { words } from '../../../naming/index.ts';
import { isDataMap } from './stored-data.ts';
import { isAlwaysAssignable } from '../source/index.ts';
import type { OperationView } from '../operations/index.ts';

/** What an operation does with the records of an effect's store. */
export type RecordUse = 'create' | 'read' | 'update' | 'delete';

const VERBS: Readonly<Record<string, RecordUse>> = {
  create: 'create',
  read: 'read',
  get: 'read',
  update: 'update',
  delete: 'delete',
};

/**
 * Returns the use that the type of an operation names, which stays when the operation is renamed, or otherwise its
 * name: `create`, or `create_payment` and `payment.create` of a node `payment`; null if neither is one of the four.
 */
export function useNamed({ name, type }: OperationView, node: string): RecordUse | null {
  return (type === null ? null : useOf(type, node)) ?? useOf(name, node);
}

function useOf(name: string, node: string): RecordUse | null {
  const all = words(name);
  const subject = new Set(words(node));
  const [verb, ...others] = all.filter((word) => !subject.has(word));
  const isKnown = verb !== undefined && others.length === 0 && Object.hasOwn(VERBS, verb);
  return isKnown ? (VERBS[verb] ?? null) : null;
}

/** Names that are short enough for a line of code. */
const NAME = /^[A-Za-z_]\w{0,39}$/;

/**
 * Returns the field that contains a record's id: the one with a usual name, otherwise the only text field that ends in
 * `_id`.
 */
export function idField(fields: readonly Field[] | null, node: string): Field | null {
  const texts = (fields ?? []).filter(({ name, type }) => NAME.test(name) && isText(type));
  const usual = ['entity_id', `${node}_id`, 'id'].flatMap((name) =>
    texts.filter((field) => field.name === name),
  );
  const ids = texts.filter(({ name }) => name.endsWith('_id') && name !== 'correlation_id');
  return usual[0] ?? (ids.length === 1 ? (ids[0] ?? null) : null);
}

/** Whether a type is text, possibly nullable. */
function isText(type: FieldType): boolean {
  const { kind } = withoutNull(type);
  return kind === 'string' || kind === 'uuid';
}

/** Whether a type accepts a UUID that the node generates. */
export function takesMadeId(type: FieldType): boolean {
  if (type.kind === 'union') return type.members.some(takesMadeId);
  return (
    type.kind === 'uuid' || type.kind === 'any' || (type.kind === 'string' && type.constraints === undefined)
  );
}

/** Returns a type without null. */
export function withoutNull(type: FieldType): FieldType {
  if (type.kind !== 'union') return type;
  const members = type.members.filter(({ kind }) => kind !== 'null');
  return members.length === 1 && members[0] !== undefined ? members[0] : { ...type, members };
}

/** Whether the data of a record that was created from an input always contains a field's value. */
export function isStored(field: Field, input: readonly Field[] | null, id: Field | null): boolean {
  const stored = input?.find(({ name }) => name === field.name && name !== id?.name);
  if (stored === undefined || isDataMap(stored)) return false;
  return (stored.required || stored.default !== undefined) && isAlwaysAssignable(stored.type, field.type);
}
