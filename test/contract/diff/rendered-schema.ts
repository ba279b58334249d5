import { stripTypeScriptTypes } from 'node:module';
import type { Field, FieldType } from 'onex-runtime/contract';
import { z, type ZodType } from 'zod';
import { decimalBounds } from '../../../runtime/src/values/index.ts';
import { zodObject, zodType } from '../../../lib/render/view/source/zod-source.ts';

interface Options {
  /** Whether no model takes fields that it does not declare. */
  readonly strict?: boolean;
}

/** A type whose inline models take no other fields. */
function strictly(type: FieldType): FieldType {
  switch (type.kind) {
    case 'array':
    case 'set':
      return { ...type, item: strictly(type.item) };
    case 'tuple':
      return { ...type, items: type.items.map(strictly) };
    case 'record':
      return { ...type, value: strictly(type.value) };
    case 'union':
      return { ...type, members: type.members.map(strictly) };
    case 'model':
      return { ...type, fields: strictFields(type.fields), strict: true };
    default:
      return type;
  }
}

function strictFields(fields: readonly Field[]): Field[] {
  return fields.map((field) => ({ ...field, type: strictly(field.type) }));
}

/** The schema that a generated node has for a type: the source that the generator writes, run. */
export function renderedSchema(
  given: FieldType,
  definitions: Readonly<Record<string, readonly Field[]>>,
  { strict = false }: Options = {},
): ZodType {
  const type = strict ? strictly(given) : given;
  const models = strict
    ? Object.fromEntries(Object.entries(definitions).map(([name, fields]) => [name, strictFields(fields)]))
    : definitions;
  const nameModel = (name: string): string => (Object.hasOwn(models, name) ? `Model${name}` : 'ModelOpen');
  const names = { nameModel, isLater: () => true };
  const declared = Object.entries(models).map(
    ([name, fields]) => `const ${nameModel(name)} = ${zodObject(fields, names, 0, [], strict)};`,
  );
  const source = `const ModelOpen = z.looseObject({});\n${declared.join('\n')}\nconst made = ${zodType(type, names, 0)};`;
  const run = new Function('z', 'decimalBounds', `${stripTypeScriptTypes(source)}\nreturn made;`);
  return run(z, decimalBounds) as ZodType;
}
