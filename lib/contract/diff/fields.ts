import { quote } from 'onex-cli-kit';
import { type Field, type FieldType } from 'onex-runtime/contract';
import {
  covers,
  coversField,
  fieldsIn,
  startComparison,
  type Comparison,
  type Models,
} from './covers/index.ts';
import { describeType } from './describe-type.ts';

/** Whether the node receives the messages or publishes them. */
export type Direction = 'input' | 'output';

/** A change of a field. The path leads through models: `lines.sku`. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly message: string;
  readonly isCompatible: boolean;
  readonly version: 'old' | 'new';
}

/** Fields of a message in one version; null: any. */
export interface Message {
  readonly fields: readonly Field[] | null;
  readonly models: Models;
}

interface Walk {
  readonly direction: Direction;
  readonly old: Models;
  readonly new: Models;
  readonly comparison: Comparison;
  /** Pairs of models that are being compared, as `old\0new`. */
  readonly open: Set<string>;
  /** Remaining number of fields to compare, because models that contain models can expand endlessly. */
  left: number;
  /** How often a recursive model occurred again after its changes were already listed. */
  cuts: number;
}

const MOST_FIELDS = 20_000;
const ANY: FieldType = { kind: 'any' };

/**
 * Compares two versions of a message, field by field. An input is compatible when the new model accepts the old messages;
 * an output is compatible when the old model accepts the new messages.
 */
export function compareFields(before: Message, after: Message, direction: Direction): readonly FieldChange[] {
  if (before.fields === null && after.fields === null) return [];
  if (before.fields === null || after.fields === null) {
    const isListed = after.fields !== null;
    const message = isListed
      ? 'lists its fields; before, it was any object'
      : 'is any object; before, it listed its fields';
    return [{ path: [], message, isCompatible: isListed === (direction === 'output'), version: 'new' }];
  }
  const comparison =
    direction === 'input'
      ? startComparison(before.models, after.models, 'accepted')
      : startComparison(after.models, before.models, 'published');
  const models = { old: before.models, new: after.models };
  const walk: Walk = { direction, ...models, comparison, open: new Set(), left: MOST_FIELDS, cuts: 0 };
  const found = ofModels(before.fields, after.fields, [], walk);
  if (found.some(({ isCompatible }) => !isCompatible) || coversAll(before.fields, after.fields, walk))
    return found;
  return [
    ...found,
    { path: [], message: 'is not compatible with its old model', isCompatible: false, version: 'new' },
  ];
}

function coversAll(
  before: readonly Field[],
  after: readonly Field[],
  { direction, comparison }: Walk,
): boolean {
  const [from, to] = direction === 'input' ? [before, after] : [after, before];
  return covers({ kind: 'model', fields: from }, { kind: 'model', fields: to }, comparison);
}

const byName = (fields: readonly Field[]): ReadonlyMap<string, Field> =>
  new Map(fields.map((field) => [field.name, field]));

function ofModels(
  before: readonly Field[],
  after: readonly Field[],
  path: readonly string[],
  walk: Walk,
): FieldChange[] {
  const [oldFields, newFields] = [byName(before), byName(after)];
  const names = [...new Set([...oldFields.keys(), ...newFields.keys()])];
  return names.flatMap((name) => ofField(oldFields.get(name), newFields.get(name), [...path, name], walk));
}

function ofField(
  before: Field | undefined,
  after: Field | undefined,
  path: readonly string[],
  walk: Walk,
): FieldChange[] {
  if (--walk.left < 0) return [];
  const { direction, comparison } = walk;
  const [from, to] = direction === 'input' ? [before, after] : [after, before];
  const isCompatible = to === undefined || coversField(from, to, comparison);
  if (before === undefined || after === undefined) {
    const isNew = after !== undefined;
    const message = isNew ? `is new and ${after.required ? 'required' : 'optional'}` : 'is removed';
    return [{ path, message, isCompatible, version: isNew ? 'new' : 'old' }];
  }
  const options = ofOptions(before, after);
  const cuts = walk.cuts;
  const nested = ofTypes(before.type, after.type, path, walk);
  if (nested === null) {
    const types = `has type ${describeType(after.type)}; it had ${describeType(before.type)}`;
    const message = options === null ? types : `${types}, and ${options}`;
    return [{ path, message, isCompatible, version: 'new' }];
  }
  const found = options === null ? nested : [{ path, ...ofAbsence(options, from, to, walk) }, ...nested];
  if (isCompatible || walk.cuts > cuts || found.some((change) => !change.isCompatible)) return found;
  return [
    ...found,
    { path, message: 'can hold values that its old model rejects', isCompatible, version: 'new' },
  ];
}

/** Returns a change of whether a field may be omitted, regardless of its type. */
function ofAbsence(
  message: string,
  from: Field | undefined,
  to: Field | undefined,
  { comparison }: Walk,
): Omit<FieldChange, 'path'> {
  const untyped = (field: Field): Field => ({ ...field, type: ANY });
  const isCompatible =
    from === undefined || to === undefined || coversField(untyped(from), untyped(to), comparison);
  return { message, isCompatible, version: 'new' };
}

function ofOptions(before: Field, after: Field): string | null {
  if (before.required !== after.required)
    return after.required ? 'is required; it was optional' : 'is optional; it was required';
  if (JSON.stringify(before.default) === JSON.stringify(after.default)) return null;
  return `has default ${defaultText(after)}; it had ${defaultText(before)}`;
}

function defaultText({ default: byDefault }: Field): string {
  return byDefault === undefined ? 'none' : quote(JSON.stringify(byDefault)).slice(1, -1);
}

/**
 * Returns the changes within two types that have the same structure around models; null if the types themselves differ.
 */
function ofTypes(
  before: FieldType,
  after: FieldType,
  path: readonly string[],
  walk: Walk,
): FieldChange[] | null {
  const [oldFields, newFields] = [modelFields(before, walk.old), modelFields(after, walk.new)];
  if (oldFields !== null && newFields !== null && isStrict(before) === isStrict(after))
    return ofNamed(before, after, () => ofModels(oldFields, newFields, path, walk), walk);
  const [oldParts, newParts] = [partsOf(before), partsOf(after)];
  if (oldParts.length > 0 && oldParts.length === newParts.length && shell(before) === shell(after)) {
    const found = oldParts.map((part, index) => ofTypes(part, newParts[index] as FieldType, path, walk));
    return found.every((changes) => changes !== null) ? found.flat() : null;
  }
  const isOpen = oldFields === null && newFields === null;
  return isOpen && JSON.stringify(before) === JSON.stringify(after) ? [] : null;
}

function ofNamed(
  before: FieldType,
  after: FieldType,
  compare: () => FieldChange[],
  walk: Walk,
): FieldChange[] {
  if (before.kind !== 'named' || after.kind !== 'named') return compare();
  const pair = `${before.name}\0${after.name}`;
  if (walk.open.has(pair)) {
    walk.cuts += 1;
    return [];
  }
  walk.open.add(pair);
  const found = compare();
  walk.open.delete(pair);
  return found;
}

function modelFields(type: FieldType, models: Models): readonly Field[] | null {
  if (type.kind === 'model') return type.fields;
  return type.kind === 'named' ? fieldsIn(models, type.name) : null;
}

const isStrict = (type: FieldType): boolean => type.kind === 'model' && type.strict === true;

/** Returns the types that a type contains. */
function partsOf(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case 'array':
    case 'set':
      return [type.item];
    case 'tuple':
      return type.items;
    case 'record':
      return [type.value];
    case 'union':
      return type.members;
    default:
      return [];
  }
}

/** Returns a type without its parts. */
function shell(type: FieldType): string {
  const { item, items, value, members, ...rest } = type as unknown as Record<string, unknown>;
  return JSON.stringify([rest, [item, items, value, members].map((part) => part === undefined)]);
}
