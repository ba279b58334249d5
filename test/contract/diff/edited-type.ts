import fc from 'fast-check';
import type { Field, FieldType } from 'onex-runtime/contract';
import { anyType, FIELD_NAMES } from './arbitrary-types.ts';

/** Edits as owners of contracts make them, chosen by a number, so that they can be generated and shrunk. */
export interface Edit {
  readonly choice: number;
  readonly other: FieldType;
  readonly bound: number;
}

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  choice: fc.nat({ max: 11 }),
  other: anyType,
  bound: fc.constantFrom(0, 1, 2, 3, 5, 36),
});

/** A type that is close to another: random pairs almost never cover each other. */
export function edited(type: FieldType, [edit, ...rest]: readonly Edit[]): FieldType {
  if (edit === undefined) return type;
  const within = (inner: FieldType): FieldType => edited(inner, rest);
  switch (edit.choice) {
    case 0:
      return { kind: 'union', members: [type, edit.other] };
    case 1:
      return { kind: 'union', members: [type, { kind: 'null' }] };
    case 2:
      return edit.other;
    case 3:
      return widened(type);
    default:
      return inside(type, edit, within);
  }
}

function widened(type: FieldType): FieldType {
  if (type.kind === 'integer') return { ...type, kind: 'number' };
  if (type.kind === 'uuid' || type.kind === 'date') return { kind: 'string', constraints: { minLength: 3 } };
  if (type.kind === 'decimal') return { kind: 'string' };
  return type.kind === 'literal' ? { ...type, values: [...type.values, 'new', 9] } : type;
}

function inside(
  type: FieldType,
  { choice, bound, other }: Edit,
  within: (inner: FieldType) => FieldType,
): FieldType {
  switch (type.kind) {
    case 'array':
    case 'set':
      return choice < 8
        ? { ...type, item: within(type.item) }
        : { ...type, constraints: { ...type.constraints, [choice < 10 ? 'minItems' : 'maxItems']: bound } };
    case 'tuple':
      return { ...type, items: type.items.map((item, index) => (index === bound ? within(item) : item)) };
    case 'record':
      return { ...type, value: within(type.value) };
    case 'union':
      return { ...type, members: type.members.map((item, index) => (index === bound ? within(item) : item)) };
    case 'model':
      return { ...type, fields: editedFields(type.fields, choice, other, within) };
    case 'literal':
      return { ...type, values: type.values.slice(0, Math.max(1, bound)) };
    case 'string':
      return {
        ...type,
        constraints: { ...type.constraints, [choice < 8 ? 'minLength' : 'maxLength']: bound },
      };
    case 'integer':
    case 'number':
      return {
        ...type,
        constraints: { ...type.constraints, [choice < 8 ? 'minimum' : 'exclusiveMaximum']: bound },
      };
    default:
      return type;
  }
}

function editedFields(
  fields: readonly Field[],
  choice: number,
  other: FieldType,
  within: (inner: FieldType) => FieldType,
): readonly Field[] {
  const [first, ...others] = fields;
  if (choice === 4 || first === undefined) {
    const free = FIELD_NAMES.find((name) => !fields.some((field) => field.name === name));
    return free === undefined
      ? fields
      : [...fields, { name: free, type: other, required: false, description: null }];
  }
  if (choice === 5) return others;
  if (choice < 8) return [{ ...first, required: !first.required }, ...others];
  return [{ ...first, type: within(first.type) }, ...others];
}
