import type { Field, FieldType } from 'onex-runtime/contract';
import { constraintsOf, implies } from './constraints.ts';
import { covers } from './covers.ts';
import { defaultOf, fieldsIn, type Comparison } from './scope.ts';

type Record = Extract<FieldType, { readonly kind: 'record' }>;

const ANY: FieldType = { kind: 'any' };
const TEXT: FieldType = { kind: 'string' };
const ANY_OBJECT: Record = { kind: 'record', key: TEXT, value: ANY };

/** Returns the type of a mapping's keys. All keys are text; only these types restrict them further. */
function keyOf(key: FieldType): FieldType {
  if (key.kind === 'literal') return key.values.length > 0 ? key : TEXT;
  return ['integer', 'uuid', 'string'].includes(key.kind) ? key : TEXT;
}

function coversKey(from: FieldType, to: FieldType, comparison: Comparison): boolean {
  const [own, wanted] = [keyOf(from), keyOf(to)];
  if (own.kind === 'literal') return own.values.every((value) => isKey(String(value), wanted, comparison));
  if (wanted.kind === 'literal') return false;
  if (own.kind === wanted.kind) return implies(constraintsOf(own), constraintsOf(wanted));
  return wanted.kind === 'string' && Object.keys(constraintsOf(wanted)).length === 0;
}

function isKey(name: string, key: FieldType, { takes }: Comparison): boolean {
  return takes({ [name]: null }, { kind: 'record', key: keyOf(key), value: ANY });
}

/** Whether every object of one type is a mapping of another. */
export function coversRecord(from: FieldType, to: Record, comparison: Comparison): boolean {
  switch (from.kind) {
    case 'record':
      return coversKey(from.key, to.key, comparison) && covers(from.value, to.value, comparison);
    case 'object':
      return coversRecord(ANY_OBJECT, to, comparison);
    case 'named': {
      const fields = fieldsIn(comparison.from, from.name);
      return fields === null ? coversRecord(ANY_OBJECT, to, comparison) : hasOnly(fields, to, comparison);
    }
    case 'model':
      return hasOnly(from.fields, to, comparison);
    default:
      return false;
  }
}

function hasOnly(fields: readonly Field[], to: Record, comparison: Comparison): boolean {
  return fields.every((field) => {
    const byDefault = comparison.side === 'published' ? defaultOf(field) : undefined;
    if (byDefault !== undefined && !comparison.takes(byDefault, to.value)) return false;
    return isKey(field.name, to.key, comparison) && covers(field.type, to.value, comparison);
  });
}

/** Whether every object of a mapping's type is a message of a model. None of its fields is certain to be present. */
export function recordCoversModel(from: FieldType, to: FieldType, comparison: Comparison): boolean {
  const own = from.kind === 'record' ? from : ANY_OBJECT;
  const fields =
    to.kind === 'model' ? to.fields : to.kind === 'named' ? fieldsIn(comparison.to, to.name) : [];
  if (fields === null) return true;
  if (to.kind === 'model' && to.strict === true) return false;
  return fields.every(({ required, type }) => !required && covers(own.value, type, comparison));
}
