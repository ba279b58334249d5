import type { Constraints, FieldType } from '../model.ts';

const NAMES: Partial<Record<FieldType['kind'], string>> = {
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
  object: 'mapping',
  null: 'None',
};

const FORMATS: Readonly<Record<string, string>> = { email: 'EmailStr', uri: 'AnyUrl' };

const ARGUMENTS: Partial<Record<keyof Constraints, string>> = {
  minimum: 'ge',
  exclusiveMinimum: 'gt',
  maximum: 'le',
  exclusiveMaximum: 'lt',
  multipleOf: 'multiple_of',
  minLength: 'min_length',
  maxLength: 'max_length',
  minItems: 'min_length',
  maxItems: 'max_length',
  maxDigits: 'max_digits',
  decimalPlaces: 'decimal_places',
};

/** A type in the contract's own notation; null where the notation has no words for it. */
export function notationOf(type: FieldType): string | null {
  const all = (types: readonly FieldType[]): string[] | null => {
    const texts = types.map(notationOf);
    return texts.every((text) => text !== null) ? texts : null;
  };
  switch (type.kind) {
    case 'literal':
      return literalNotation(type.values);
    case 'array':
    case 'set': {
      const item = notationOf(type.item);
      const name = type.kind === 'array' ? 'list' : 'set';
      return item === null ? null : constrainedNotation(`${name}[${item}]`, type.constraints);
    }
    case 'tuple': {
      const items = all(type.items);
      return items === null || items.length === 0 ? null : `tuple[${items.join(', ')}]`;
    }
    case 'record': {
      const parts = all([type.key, type.value]);
      return parts === null ? null : `dict[${parts.join(', ')}]`;
    }
    case 'union': {
      const members = all(type.members);
      return members === null || members.length === 0 ? null : members.join(' | ');
    }
    case 'named':
      return /^[A-Za-z_]\w*$/.test(type.name) ? type.name : null;
    case 'model':
      return null;
    case 'datetime':
      return type.constraints?.zone === true ? 'AwareDatetime' : 'datetime';
    default: {
      const name = NAMES[type.kind];
      return name === undefined ? null : constrainedNotation(name, type.constraints);
    }
  }
}

function constrainedNotation(name: string, { format, ...bounds }: Constraints = {}): string | null {
  if (format !== undefined) {
    const formatted = name === 'str' && Object.keys(bounds).length === 0 ? FORMATS[format] : undefined;
    return formatted ?? null;
  }
  const given = Object.entries(bounds).filter(([, value]) => value !== undefined);
  if (given.length === 0) return name;
  const parts = given.map(([key, value]) => {
    const argument = ARGUMENTS[key as keyof Constraints];
    const isPlain = typeof value === 'number' && /^-?\d+(?:\.\d+)?$/.test(String(value));
    return argument !== undefined && isPlain ? `${argument}=${value}` : null;
  });
  return parts.includes(null) ? null : `Annotated[${name}, Field(${parts.join(', ')})]`;
}

const WORDS = new Map<unknown, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
]);

function literalNotation(values: readonly (string | number | boolean | null)[]): string | null {
  const texts = values.map((value) => {
    if (typeof value === 'string')
      return /^[\x20-\x7e]*$/.test(value) && !/["\\]/.test(value) ? `"${value}"` : null;
    if (typeof value === 'number') return /^-?\d+(?:\.\d+)?$/.test(String(value)) ? String(value) : null;
    return WORDS.get(value) ?? null;
  });
  return texts.length === 0 || texts.includes(null) ? null : `Literal[${texts.join(', ')}]`;
}
