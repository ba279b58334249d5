import type { Field, FieldType } from '../model.ts';
import { NotationError } from '../types/tokens.ts';
import { parseType } from '../types/parse-type.ts';
import { SIMPLE } from '../types/names.ts';
import { admitsNull, union } from '../types/union.ts';
import { quote } from '../yaml/quote.ts';
import { withDefault } from './defaults.ts';
import { at, describe, entries, error, firstOf, isAbsent, isMapping, items, warn } from './place.ts';
import type { Place } from './place.ts';
import { flag, prose } from './scalars.ts';

const ANY: FieldType = { kind: 'any' };

/** `"amount: Decimal"`, which is a mapping without its quotes. */
const QUOTED = /^\s*(?<name>[A-Za-z_]\w*)\s*:\s+(?<type>\S.*)$/;

/**
 * Fields of an operation's input or output; null when absent. Forms of an item: `name: type`, quoted or not, a bare name
 * (then of any type, not required), `{name, type, required, default, description}`. A mapping of names to types is also
 * read.
 */
export function readFields(place: Place): readonly Field[] | null {
  if (isAbsent(place)) return null;
  const fields = isMapping(place.value)
    ? entries(place).map(([name, type]) => namedField(name, type))
    : items(place).flatMap(itemFields);
  const seen = new Set<string>();
  return fields.filter(({ name }) => {
    if (!seen.has(name)) return seen.add(name);
    error(place, `field ${quote(name)} stands here twice; remove one`);
    return false;
  });
}

function itemFields(item: Place): Field[] {
  if (typeof item.value === 'string' && item.value.trim() !== '') {
    const { name, type } = QUOTED.exec(item.value)?.groups ?? {};
    if (name !== undefined) return [namedField(name, { ...item, value: type })];
    return [{ name: item.value, type: ANY, required: false, description: null }];
  }
  if (!isMapping(item.value)) {
    error(item, `expected a field such as "amount: Decimal", found ${describe(item.value)}`);
    return [];
  }
  if (isLongForm(item.value)) return [longField(item)];
  return entries(item).map(([name, type]) => namedField(name, type));
}

/** `{name: amount, type: Decimal}` describes one field; `{name: str, type: str}` is two fields. */
function isLongForm(value: Record<string, unknown>): boolean {
  if (!Object.hasOwn(value, 'name') || typeof value['name'] !== 'string') return false;
  const others = ['type', 'field_type', 'required', 'description', 'default'].some((key) =>
    Object.hasOwn(value, key),
  );
  return others && !Object.hasOwn(SIMPLE, value['name']);
}

function longField(place: Place): Field {
  const name = String(at(place, 'name').value);
  return describedField(name, place);
}

/** The value of `name: …`: a notation, nothing, or a mapping that describes the field. */
function namedField(name: string, place: Place): Field {
  if (isMapping(place.value)) return describedField(name, place);
  const type = readType(place);
  return { name, type, required: !isAbsent(place) && !admitsNull(type), description: null };
}

function describedField(name: string, place: Place): Field {
  const noted = readEnum(at(place, 'enum')) ?? readType(firstOf(place, 'type', 'field_type'));
  const nullable = !isAbsent(at(place, 'nullable')) && flag(at(place, 'nullable'), false);
  const type = nullable ? union([noted, { kind: 'null' }]) : noted;
  const hasDefault = isMapping(place.value) && Object.hasOwn(place.value, 'default');
  const field = { name, type, description: prose(at(place, 'description')) };
  if (hasDefault) return withDefault(field, at(place, 'default'));
  return { ...field, required: flag(at(place, 'required'), !admitsNull(type)) };
}

/** `enum: [ok, error]` beside a type names all its values. */
function readEnum(place: Place): FieldType | null {
  if (!Array.isArray(place.value)) return null;
  const values = place.value.filter(
    (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value),
  );
  return values.length === 0 ? null : { kind: 'literal', values: [...new Set(values)] };
}

/** A type in Python's notation at a place; what cannot be read is any type, with a warning. */
export function readType(place: Place): FieldType {
  if (isAbsent(place)) return ANY;
  if (typeof place.value !== 'string') {
    warn(place, `expected a type such as "str | None", found ${describe(place.value)}; taken as any`);
    return ANY;
  }
  try {
    return parseType(place.value);
  } catch (cause) {
    if (!(cause instanceof NotationError)) throw cause;
    warn(
      place,
      `type ${quote(place.value)} cannot be read (${cause.message} at ${cause.offset + 1}); taken as any`,
    );
    return ANY;
  }
}
