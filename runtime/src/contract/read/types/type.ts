import type { FieldType } from '../../model.ts';
import { NotationError, parseNotation, type Notation } from '../../types/parse/index.ts';
import { notationOf } from '../../types/index.ts';
import { meantType } from '../../types/names/index.ts';
import { namesOf } from '../../types/names/model-names.ts';
import { formatPath } from '../../yaml/format-path.ts';
import { quote } from '../../yaml/quote.ts';
import { withAliases } from './aliases.ts';
import { definitionsWith } from './definition-places.ts';
import { describe, isAbsent, mistake, note, warn, type Place } from '../values/index.ts';

const ANY: FieldType = { kind: 'any' };

/** A type in Python's notation at a place; what cannot be read is any type, with a warning. */
export function readType(place: Place): FieldType {
  if (isAbsent(place)) return ANY;
  if (typeof place.value !== 'string') {
    warn(place, `expected a type such as "str | None", found ${describe(place.value)}; read as any`);
    return ANY;
  }
  try {
    const notation = parseNotation(place.value, { isModel: modelsOf(place) });
    const { type, unread } = notation;
    if (notation.foreign !== 'none') reportForeign(place, place.value, notation);
    for (const text of unread) warn(place, `${quote(text)} is not checked by the node’s models`);
    reportSlips(place, type);
    const named = withAliases(type, place);
    if (hasUncheckedKey(named))
      warn(place, 'keys of a mapping are checked as text, whole numbers, UUIDs or literals only');
    return named;
  } catch (cause) {
    if (!(cause instanceof NotationError)) throw cause;
    warn(
      place,
      `type ${quote(place.value)} cannot be read (${cause.message} at ${cause.offset + 1}); read as any`,
    );
    return ANY;
  }
}

/** Whether some mapping has keys of a type that text can be of in too many ways. */
function hasUncheckedKey(type: FieldType): boolean {
  switch (type.kind) {
    case 'record': {
      const { kind } = type.key;
      const isChecked = ['string', 'integer', 'uuid', 'literal', 'any'].includes(kind);
      const isBounded = kind === 'integer' && type.key.constraints !== undefined;
      return !isChecked || isBounded || hasUncheckedKey(type.value);
    }
    case 'array':
    case 'set':
      return hasUncheckedKey(type.item);
    case 'tuple':
      return type.items.some(hasUncheckedKey);
    case 'union':
      return type.members.some(hasUncheckedKey);
    default:
      return false;
  }
}

/** Whether a text is surely a type: a known one, or a model that the contract defines or that is named like a class. */
export function readsAsType(text: string, place: Place): boolean {
  const isModel = modelsOf(place);
  try {
    const { type } = parseNotation(text, { isModel });
    return type.kind !== 'named' || isModel(type.name) || /^[A-Z]/.test(type.name);
  } catch (cause) {
    if (!(cause instanceof NotationError)) throw cause;
    return false;
  }
}

/** Whether the contract defines a model of a name. */
function modelsOf({ log }: Place): (name: string) => boolean {
  return (name) => definitionsWith(log.source.value, name) !== null;
}

/** What is TypeScript's notation keeps its meaning, and can be written in the contract's own. */
function reportForeign(place: Place, written: string, { type, foreign }: Notation): void {
  const to = notationOf(type);
  if (to !== null && to !== written) {
    place.log.rewrites.set(formatPath(place.path), { path: place.path, from: written, to });
  }
  if (foreign !== 'syntax') return;
  const advice = to === null ? '' : `; it is read as ${to} (onex contract fix rewrites it)`;
  note(place, `type ${quote(written)} is in TypeScript’s notation${advice}`);
}

/** A name that the contract does not define becomes an open model, which is not what a typo means. */
function reportSlips(place: Place, type: FieldType): void {
  const isModel = modelsOf(place);
  for (const name of new Set(namesOf(type))) {
    const meant = isModel(name) ? null : meantType(name);
    if (meant === null) continue;
    mistake(
      place,
      `type ${quote(name)} is neither a known type nor a model of the contract; did you mean ${meant}?`,
    );
  }
}
