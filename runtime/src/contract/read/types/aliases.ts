import type { FieldType } from '../../model.ts';
import { union } from '../../types/names/index.ts';
import { warn, type Aliases, type Place } from '../values/index.ts';

/** A type grows with each name in it; a contract may name thousands. */
const MOST_PARTS = 20_000;
/** Each name that leads to another is a call within a call. */
const DEEPEST = 64;
const ANY: FieldType = { kind: 'any' };

export function noAliases(read: (place: Place) => FieldType): Aliases {
  return { byName: new Map(), read, left: MOST_PARTS, depth: 0 };
}

export function addAlias(name: string, place: Place): void {
  place.log.aliases.byName.set(name, { place, type: null, size: 1, isOpen: false });
}

/** The type behind a name: the definition's own, otherwise a model of that name. */
export function aliasType(name: string, place: Place): FieldType {
  const { aliases } = place.log;
  const alias = aliases.byName.get(name);
  if (alias === undefined) return { kind: 'named', name };
  if (alias.isOpen) {
    warn(alias.place, 'is a type that refers to itself; read as any');
    return ANY;
  }
  if (alias.type === null) {
    if (aliases.depth >= DEEPEST) {
      warn(place, `more than ${DEEPEST} types refer to each other; read as any`);
      return ANY;
    }
    alias.isOpen = true;
    aliases.depth += 1;
    alias.type = aliases.read(alias.place);
    aliases.depth -= 1;
    alias.isOpen = false;
    alias.size = sizeOf(alias.type);
  }
  aliases.left -= alias.size;
  if (aliases.left >= 0) return alias.type;
  warn(place, `the types of the definitions have more than ${MOST_PARTS} parts; read as any`);
  return ANY;
}

/** A type with what is behind the names in it. */
export function withAliases(type: FieldType, place: Place): FieldType {
  if (place.log.aliases.byName.size === 0) return type;
  const inner = (item: FieldType): FieldType => withAliases(item, place);
  switch (type.kind) {
    case 'named':
      return aliasType(type.name, place);
    case 'array':
    case 'set':
      return { ...type, item: inner(type.item) };
    case 'tuple':
      return { ...type, items: type.items.map(inner) };
    case 'record':
      return { ...type, key: inner(type.key), value: inner(type.value) };
    case 'union':
      return union(type.members.map(inner));
    default:
      return type;
  }
}

function sizeOf(type: FieldType): number {
  switch (type.kind) {
    case 'literal':
      return type.values.length;
    case 'array':
    case 'set':
      return 1 + sizeOf(type.item);
    case 'tuple':
      return type.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case 'record':
      return 1 + sizeOf(type.key) + sizeOf(type.value);
    case 'union':
      return type.members.reduce((sum, member) => sum + sizeOf(member), 1);
    case 'model':
      return type.fields.reduce((sum, field) => sum + sizeOf(field.type), 1);
    default:
      return 1;
  }
}

const JSON_TYPES = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null']);

/**
 * Whether a definition is the schema of a type that is not an object with fields: `{type: string, enum: […]}`, and no model
 * that has a field called `type`.
 * @param keywords All that a schema may hold.
 */
export function isTypeSchema(value: Record<string, unknown>, keywords: ReadonlySet<string>): boolean {
  if (Object.hasOwn(value, 'name') || !Object.keys(value).every((key) => keywords.has(key))) return false;
  const { type, $ref: reference } = value;
  const lists = ['enum', 'anyOf', 'oneOf', 'allOf'].some((key) => Array.isArray(value[key]));
  if (lists || (typeof reference === 'string' && reference.includes('/'))) return true;
  // `{type: string, title: string}` is a model of two fields.
  const { type: _, ...others } = value;
  const saysTypes = Object.values(others).some((other) => typeof other === 'string' && JSON_TYPES.has(other));
  return typeof type === 'string' && JSON_TYPES.has(type) && !saysTypes;
}
