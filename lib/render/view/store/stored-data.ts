import type { Field } from 'onex-runtime/contract';
import { propertyAccess, propertyKey, expression, type Expression, layOut } from '../../text/index.ts';

/** Whether a field is the `data` of a record, whatever it contains. */
export function isDataMap({ name, type }: Field): boolean {
  return name === 'data' && ['record', 'object'].includes(type.kind);
}

const entryOf = ({ name }: Field): string => `${propertyKey(name)}: ${propertyAccess('input', name)}`;

/** An update leaves omitted values unchanged. */
function changeOf(field: Field): string {
  if (field.required || field.default !== undefined) return entryOf(field);
  return `...(${propertyAccess('input', field.name)} !== undefined && { ${entryOf(field)} })`;
}

/**
 * Returns the part of the input that a record stores as its data: the content of the field `data`, and all other fields
 * except the id. The shape is the same for each operation, so all operations agree on a record. Laid out for `    const
 * data = …;`.
 */
export function storedData(input: readonly Field[] | null, id: string | null, use: string): Expression {
  if (input === null) return expression('{ ...input }', 'input');
  const fields = input.filter(({ name }) => name !== id);
  const data = fields.find(isDataMap);
  const others = fields.filter((field) => field !== data);
  if (data !== undefined && others.length === 0)
    return expression(data.required ? 'input.data' : 'input.data ?? {}', 'input');
  const entries = [
    ...(data === undefined ? [] : ['...input.data']),
    ...others.map(use === 'update' ? changeOf : entryOf),
  ];
  if (entries.length === 0) return expression('{}');
  const before = '    const data = '.length;
  return expression(layOut(entries, { open: '{ ', close: ' }', before, after: 1, indent: 4 }), 'input');
}
