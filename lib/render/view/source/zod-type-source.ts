import type { Field, FieldType } from 'onex-runtime/contract';
import { propertyKey, valueLiteral } from '../../text/index.ts';
import { recordType } from './record-source.ts';
import { textType } from './text-source.ts';

const SIMPLE: Partial<Record<FieldType['kind'], string>> = {
  integer: 'z.ZodInt',
  number: 'z.ZodNumber',
  boolean: 'z.ZodBoolean',
  uuid: 'z.ZodGUID',
  datetime: 'z.ZodISODateTime',
  date: 'z.ZodISODate',
  decimal: 'z.ZodUnion<readonly [z.ZodString, z.ZodPipe<z.ZodNumber, z.ZodTransform<string, number>>]>',
  bytes: 'z.ZodBase64',
  any: 'z.ZodUnknown',
  object: 'z.ZodRecord<z.ZodString, z.ZodUnknown>',
  null: 'z.ZodNull',
};

/**
 * Returns the type of a field's zod schema. A property of a recursive model must state its type, because TypeScript
 * infers only the simplest recursions.
 */
export function zodFieldType(
  { type, required, default: byDefault }: Field,
  nameModel: (name: string) => string,
): string {
  const written = zodTypeType(type, nameModel);
  if (required) return written;
  return byDefault !== undefined && byDefault !== null
    ? `z.ZodDefault<${written}>`
    : `z.ZodOptional<${written}>`;
}

function zodTypeType(type: FieldType, nameModel: (name: string) => string): string {
  const inner = (item: FieldType): string => zodTypeType(item, nameModel);
  switch (type.kind) {
    case 'literal':
      return literalType(type.values);
    case 'array':
    case 'set':
      return `z.ZodArray<${inner(type.item)}>`;
    case 'tuple':
      return `z.ZodTuple<[${type.items.map(inner).join(', ')}], null>`;
    case 'record':
      return recordType(type.key, inner(type.value));
    case 'union':
      return unionType(type.members, inner);
    case 'named':
      return `typeof ${nameModel(type.name)}`;
    case 'model': {
      const fields = type.fields.map(
        (field) => `${propertyKey(field.name)}: ${zodFieldType(field, nameModel)}`,
      );
      const others = type.strict === true ? ', z.core.$strict' : '';
      return `z.ZodObject<{ ${fields.join('; ')} }${others}>`;
    }
    case 'string':
      return textType(type.constraints);
    default:
      return SIMPLE[type.kind] ?? 'z.ZodUnknown';
  }
}

/** A value that the contract lists twice occurs once in the type. */
function literalType(listed: readonly (string | number | boolean | null)[]): string {
  const values = [...new Set(listed)];
  const items = values.map(valueLiteral);
  if (values.length > 0 && values.every((value) => typeof value === 'string')) {
    const members = values.map((value, index) => `${propertyKey(String(value))}: ${items[index]}`);
    return `z.ZodEnum<{ ${members.join('; ')} }>`;
  }
  return `z.ZodLiteral<${items.join(' | ') || 'never'}>`;
}

/** Like the source of a union: null makes the rest nullable. */
function unionType(members: readonly FieldType[], inner: (type: FieldType) => string): string {
  const others = members.filter(({ kind }) => kind !== 'null').map(inner);
  const [only = 'z.ZodNull'] = others;
  const source = others.length > 1 ? `z.ZodUnion<readonly [${others.join(', ')}]>` : only;
  return others.length < members.length && others.length > 0 ? `z.ZodNullable<${source}>` : source;
}
