import { quote } from 'onex-cli-kit';
import type { FieldType } from '../../model.ts';
import { describe, mistake, warn, whole, type Place } from './place.ts';

type Value = string | number | boolean | null;

/** What JavaScript calls the values of a type. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  str: 'string',
  integer: 'number',
  int: 'number',
  number: 'number',
  float: 'number',
  boolean: 'boolean',
  bool: 'boolean',
};

/**
 * The type of the values of an `enum` or a `const`. Values that JSON has none for (`.nan`, a list), and numbers that
 * lose digits, cannot be told apart and are none of the type's.
 * @param items The places of the values.
 * @param type What the schema says of the type beside them.
 */
export function literal(place: Place, items: readonly Place[], type: Place): FieldType {
  const expected =
    typeof type.value === 'string' && Object.hasOwn(TYPES, type.value) ? TYPES[type.value] : undefined;
  if (typeof type.value === 'string' && expected === undefined && type.value !== 'enum')
    warn(type, 'is not checked: the values beside it are the type');
  const values: Value[] = [];
  let left = false;
  for (const item of items) {
    const value = valueOf(item, expected);
    if (value === undefined) left = true;
    else values.push(value);
    whole(item);
    if (value !== undefined && value !== null && expected !== undefined && typeof value !== expected) {
      warn(item, `${describe(value)} is not a value of the type ${quote(type.value)}`);
    }
  }
  if (left) warn(place, 'contains values that are not strings, numbers, booleans, or null; ignored');
  return values.length === 0 ? { kind: 'any' } : { kind: 'literal', values: [...new Set(values)] };
}

function valueOf(item: Place, expected: string | undefined): Value | undefined {
  const { value } = item;
  if (typeof value === 'bigint') {
    warn(item, `${quote(value)} has more digits than a JSON number can represent; write it as text`);
    return undefined;
  }
  if (typeof value === 'boolean') return booleanOf(item, value, expected);
  return value === null || typeof value === 'string' || Number.isFinite(value) ? (value as Value) : undefined;
}

/** `no` among words is false to every reader of YAML 1.1, which is hardly meant. */
function booleanOf(item: Place, value: boolean, expected: string | undefined): Value {
  const written = item.log.source.plainAt(item.path);
  if (written === null || /^(?:true|false)$/i.test(written)) return value;
  const message = `${written} without quotes is the boolean ${value} in YAML 1.1; write it in quotes where text is meant`;
  if (expected !== 'string') {
    warn(item, message);
    return value;
  }
  mistake(item, message);
  return written;
}
