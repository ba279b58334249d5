import type { Constraints, FieldType } from '../model.ts';

const SIMPLE: Partial<Record<FieldType['kind'], string>> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  uuid: 'UUID',
  datetime: 'datetime',
  date: 'date',
  decimal: 'Decimal',
  bytes: 'bytes',
  any: 'Any',
  object: 'dict[str, Any]',
  null: 'None',
};

const FORMATS: Readonly<Record<string, string>> = { email: 'EmailStr', uri: 'AnyUrl' };

/** A type in the contract's notation; null for what that notation does not have, such as an object with fields. */
export function notationOf(type: FieldType): string | null {
  switch (type.kind) {
    case 'literal':
      return `Literal[${type.values.map(literalOf).join(', ')}]`;
    case 'array':
    case 'set':
      return wrapped(type.kind === 'array' ? 'list' : 'set', [type.item]);
    case 'tuple':
      return wrapped('tuple', type.items);
    case 'record':
      return wrapped('dict', [type.key, type.value]);
    case 'union':
      return all(type.members)?.join(' | ') ?? null;
    case 'named':
      return type.name;
    case 'model':
      return null;
    default:
      return plain(type.kind, type.constraints ?? {});
  }
}

function plain(kind: FieldType['kind'], { format, ...others }: Constraints): string | null {
  if (Object.keys(others).length > 0) return null;
  if (format !== undefined) return FORMATS[format] ?? null;
  return SIMPLE[kind] ?? null;
}

function all(types: readonly FieldType[]): readonly string[] | null {
  const found = types.map(notationOf);
  return found.every((one): one is string => one !== null) ? found : null;
}

function wrapped(name: string, types: readonly FieldType[]): string | null {
  const inner = all(types);
  return inner === null ? null : `${name}[${inner.join(', ')}]`;
}

function literalOf(value: string | number | boolean | null): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
