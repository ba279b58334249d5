import { quote } from 'onex-cli-kit';
import { type Constraints, type FieldType } from 'onex-runtime/contract';

const NAMES: Partial<Record<FieldType['kind'], string>> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  uuid: 'UUID',
  decimal: 'Decimal',
  any: 'Any',
  object: 'dict',
  null: 'None',
};

const MOST_CHARACTERS = 120;

/** Returns a type in the contract's own notation, for messages. Long types are truncated. */
export function describeType(type: FieldType): string {
  const text = typeText(type, 0);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function typeText(type: FieldType, depth: number): string {
  if (depth > 4) return '…';
  const inner = (item: FieldType): string => typeText(item, depth + 1);
  switch (type.kind) {
    case 'literal':
      return `Literal[${type.values
        .slice(0, 12)
        .map((value) => quote(value))
        .join(', ')}]`;
    case 'array':
      return `list[${inner(type.item)}]${constraintText(type.constraints)}`;
    case 'set':
      return `set[${inner(type.item)}]${constraintText(type.constraints)}`;
    case 'tuple':
      return `tuple[${type.items.slice(0, 6).map(inner).join(', ')}]`;
    case 'record':
      return `dict[${inner(type.key)}, ${inner(type.value)}]`;
    case 'union':
      return type.members.slice(0, 12).map(inner).join(' | ');
    case 'named':
      return quote(type.name).slice(1, -1);
    case 'model':
      return type.strict === true ? 'object without other fields' : 'object';
    default:
      return (NAMES[type.kind] ?? type.kind) + constraintText(type.constraints);
  }
}

function constraintText(constraints: Constraints = {}): string {
  const parts = Object.entries(constraints).map(([name, value]) => `${name} ${quote(value)}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
