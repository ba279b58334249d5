import { quote } from 'onex-cli-kit';
import type { Field, FieldType } from '../../model.ts';
import { admitsNull } from '../../types/names/index.ts';
import { withDefault } from './defaults.ts';
import { isJsonSchema, schemaFields, schemaType, SCHEMA_KEYS } from './json-schema.ts';
import {
  reportUnsampled,
  refuseObjectKey,
  at,
  describe,
  entries,
  error,
  isAbsent,
  isMapping,
  items,
  mistake,
  note,
  warn,
  type Place,
  flag,
  prose,
} from '../values/index.ts';
import { readsAsType, readType } from './type.ts';

const ANY: FieldType = { kind: 'any' };

/** `"amount: Decimal"`, which is a mapping without its quotes. */
const QUOTED = /^\s*(?<name>[A-Za-z_]\w*)\s*:\s+(?<type>\S.*)$/;

/**
 * Fields of an operation's input or output; null when absent. Forms of an item: `name: type`, quoted or not, a bare name
 * (then of any type, not required), `{name, type, required, default, description}` with whatever JSON Schema says of a
 * type. A mapping of names to types is also read, and the JSON Schema of an object.
 */
export function readFields(place: Place): readonly Field[] | null {
  if (isAbsent(place)) return null;
  const fields = fieldsAt(place);
  const seen = new Set<string>();
  return fields.filter(({ name }) => {
    if (!seen.has(name)) return seen.add(name);
    error(place, `field ${quote(name)} is listed twice; remove one`);
    return false;
  });
}

function fieldsAt(place: Place): readonly Field[] {
  if (!isMapping(place.value)) return items(place).flatMap((item) => itemFields(item));
  if (isJsonSchema(place.value)) return schemaFields(place, { depth: 0 });
  return entries(place).map(([name, type]) => namedField(name, type));
}

function itemFields(item: Place): Field[] {
  if (typeof item.value === 'string' && item.value.trim() !== '') {
    const { name, type } = QUOTED.exec(item.value)?.groups ?? {};
    if (name !== undefined) return [namedField(name, { ...item, value: type })];
    const joined = fieldWithoutColon(item.value, item);
    if (joined !== null) {
      mistake(item, `a colon is missing; write ${quote(`${joined.name}: ${joined.type}`)}`);
      return [namedField(joined.name, { ...item, value: joined.type })];
    }
    refuseObjectKey(item.value, item);
    return [{ name: item.value, type: ANY, required: false, description: null }];
  }
  if (!isMapping(item.value)) {
    error(item, `expected a field such as "amount: Decimal", found ${describe(item.value)}`);
    return [];
  }
  if (isLongForm(item.value)) return [describedField(String(at(item, 'name').value), item)];
  return entries(item).map(([name, type]) => namedField(name, type));
}

/**
 * `{name: amount, type: Decimal}` describes one field, whatever its name: any keyword of a schema beside the name says
 * so. `{name: str, description: str}`, where all values are Python's own types, is two fields.
 */
function isLongForm(value: Record<string, unknown>): boolean {
  const { name, ...others } = value;
  if (typeof name !== 'string') return false;
  const keys = Object.keys(others);
  if (!keys.some((key) => SCHEMA_KEYS.has(key))) return false;
  const saysType = keys.some((key) => ['type', 'field_type', 'property_type'].includes(key));
  return saysType || ![name, ...Object.values(others)].every((one) => PYTHON_TYPES.has(one));
}

/** Names of types that hardly name a field. */
const PYTHON_TYPES: ReadonlySet<unknown> = new Set(['str', 'int', 'float', 'bool', 'dict', 'list', 'string']);

/** `entity_id str` is a field whose colon was forgotten; a name of several words is a name. */
function fieldWithoutColon(
  text: string,
  place: Place,
): { readonly name: string; readonly type: string } | null {
  const { name, type } = /^\s*(?<name>[A-Za-z_]\w*)\s+(?<type>\S.*)$/.exec(text)?.groups ?? {};
  return name !== undefined && type !== undefined && readsAsType(type, place) ? { name, type } : null;
}

/** `amount?: number` is TypeScript's for a field that may be missing. */
const OPTIONAL = /^([A-Za-z_$][\w$]*)\?$/;

/** The value of `name: …`: a notation, nothing, or a mapping that describes the field. */
function namedField(written: string, place: Place): Field {
  const [, optional] = OPTIONAL.exec(written) ?? [];
  if (optional === undefined) return requiredField(written, place);
  note(place, `${quote(written)} is read as field ${quote(optional)}, which is not required`, 'key');
  return Object.assign({}, requiredField(optional, place), { required: false });
}

function requiredField(name: string, place: Place): Field {
  if (isMapping(place.value)) return describedField(name, place);
  refuseObjectKey(name, place);
  const type = readType(place);
  const field = { name, type, required: !isAbsent(place) && !admitsNull(type), description: null };
  return reportUnsampled(place, field);
}

function describedField(name: string, place: Place): Field {
  refuseObjectKey(name, place);
  const type = schemaType(place, { depth: 1 });
  const field = { name, type, description: prose(at(place, 'description')) };
  if (Object.hasOwn(place.value as object, 'default')) {
    const { value } = at(place, 'required');
    if (!Array.isArray(value) && flag(at(place, 'required'), false))
      warn(at(place, 'required'), 'has no effect beside a default: the field may be missing', 'key');
    return reportUnsampled(place, withDefault(field, at(place, 'default')));
  }
  // A list is of the fields of an object's schema.
  const required = at(place, 'required');
  const isList = Array.isArray(required.value);
  const isRequired = isList || flag(required, !admitsNull(type));
  return reportUnsampled(place, { ...field, required: isRequired });
}
