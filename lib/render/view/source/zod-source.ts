import type { Field, FieldType } from 'onex-runtime/contract';
import { jsDoc, propertyKey, valueLiteral } from '../../text/index.ts';
import { constraintSource, decimalBoundsSource } from './constraint-source.ts';
import { namesOf } from './field-models.ts';
import { recordSource } from './record-source.ts';
import { textSource } from './text-source.ts';
import { zodFieldType } from './zod-type-source.ts';

/** How source refers to the models of a contract. */
export interface ModelNames {
  /** Returns the class name in code for the name of a model. */
  readonly nameModel: (name: string) => string;
  /** Whether the model leads back to the model being written, so it must be referenced lazily. */
  readonly isLater: (name: string) => boolean;
}

const SIMPLE: Partial<Record<FieldType['kind'], string>> = {
  integer: 'z.int()',
  number: 'z.number()',
  boolean: 'z.boolean()',
  uuid: 'z.guid()',
  date: 'z.iso.date()',
  // Python also accepts a number; everywhere else it is text.
  decimal: String.raw`z.union([z.string().regex(/^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/), z.number().transform(String)])`,
  bytes: 'z.base64()',
  any: 'z.unknown()',
  object: 'z.record(z.string(), z.unknown())',
  null: 'z.null()',
};

/** Returns a zod expression on as few lines as possible; `indent` is the column of its line. */
export function zodType(type: FieldType, models: ModelNames, indent: number): string {
  const inner = (item: FieldType): string => zodType(item, models, indent);
  switch (type.kind) {
    case 'literal':
      return literalType(type.values);
    case 'array':
    case 'set':
      return `z.array(${inner(type.item)})${constraintSource(type.constraints)}`;
    case 'tuple':
      return `z.tuple([${type.items.map(inner).join(', ')}])`;
    case 'record':
      return recordSource(type.key, inner(type.value));
    case 'union':
      return unionType(type.members, inner);
    case 'named':
      return models.nameModel(type.name);
    case 'model':
      return zodObject(type.fields, models, indent, [], type.strict);
    case 'string':
      return textSource(type.constraints);
    case 'decimal':
      return (SIMPLE.decimal ?? '') + decimalBoundsSource(type.constraints);
    case 'datetime':
      return `z.iso.datetime({ offset: true${type.constraints?.zone === true ? '' : ', local: true'} })`;
    default:
      return (SIMPLE[type.kind] ?? 'z.unknown()') + constraintSource(type.constraints);
  }
}

function literalType(values: readonly (string | number | boolean | null)[]): string {
  const items = values.map(valueLiteral);
  if (values.length > 0 && values.every((value) => typeof value === 'string'))
    return `z.enum([${items.join(', ')}])`;
  return `z.literal([${items.join(', ')}])`;
}

function unionType(members: readonly FieldType[], inner: (type: FieldType) => string): string {
  const others = members.filter(({ kind }) => kind !== 'null').map(inner);
  const [only = 'z.null()'] = others;
  const source = others.length > 1 ? `z.union([${others.join(', ')}])` : only;
  return others.length < members.length && others.length > 0 ? `${source}.nullable()` : source;
}

/**
 * Returns `z.object({ … })` with one field per line, each with its description; null is an object of any fields.
 *
 * @param lead Properties that come first, as source.
 * @param strict Whether other fields are refused; otherwise they are ignored.
 */
export function zodObject(
  fields: readonly Field[] | null,
  models: ModelNames,
  indent = 0,
  lead: readonly string[] = [],
  strict = false,
): string {
  const make = fields === null ? 'z.looseObject' : strict ? 'z.strictObject' : 'z.object';
  if (lead.length + (fields?.length ?? 0) === 0) return `${make}({})`;
  const margin = ' '.repeat(indent + 2);
  const lines = (fields ?? []).map((field) => {
    const comment = field.description ? `${margin}${jsDoc([field.description], indent + 2).text}\n` : '';
    const key = propertyKey(field.name);
    if (!namesOf(field.type).some(models.isLater))
      return `${comment}${margin}${key}: ${fieldType(field, models, indent + 2)},\n`;
    // Lazily evaluated code may refer to names that do not exist yet.
    const type = fieldType(field, models, indent + 4);
    return `${comment}${margin}get ${key}(): ${zodFieldType(field, models.nameModel)} {\n${margin}  return ${type};\n${margin}},\n`;
  });
  const first = lead.map((property) => `${margin}${property},\n`);
  return `${make}({\n${first.join('')}${lines.join('')}${' '.repeat(indent)}})`;
}

function fieldType(field: Field, models: ModelNames, indent: number): string {
  return zodType(field.type, models, indent) + (field.required ? '' : optionSuffix(field));
}

function optionSuffix(field: Field): string {
  if (field.default !== undefined && field.default !== null)
    return `.default(${valueLiteral(field.default)})`;
  return '.optional()';
}
