import type { Constraints, Field, FieldType } from '../field-type.ts';
import type { KeyPath } from '../model.ts';
import { decimalWithin, numberWithin } from './numbers.ts';
import { textWithin } from './texts.ts';
import { fieldsWithin, membersInOrder, NoSample, spend, type SampleWalk } from './walk.ts';

/** Where in a value the walk is, and which of several different values it is to make. */
export interface At {
  readonly path: KeyPath;
  readonly depth: number;
  readonly nth: number;
}

/** An id and a time that say by themselves that they are samples. */
export const SAMPLE_ID = '00000000-0000-4000-8000-000000000000';
export const SAMPLE_TIME = '2026-01-01T00:00:00.000Z';
const SAMPLE_BYTES = 'b25leA==';
const DAY = 86_400_000;

/** The value of a type that is smallest in its parts. Throws NoSample where there is none. */
export function sample(type: FieldType, walk: SampleWalk, at: At): unknown {
  if (!spend(walk, at.depth)) return {};
  const below = { ...at, depth: at.depth + 1 };
  switch (type.kind) {
    case 'literal':
      return ofLiteral(type.values, at);
    case 'array':
    case 'set':
      return listOf(type, walk, below);
    case 'tuple':
      return type.items.map((item, index) => sample(item, walk, { ...below, path: [...at.path, index] }));
    case 'union':
      return ofMembers(membersInOrder(type.members, walk, at.depth), walk, below);
    case 'model':
      return sampleFields(type.fields, walk, below);
    case 'named':
      return sampleFields(fieldsWithin(type.name, walk), walk, below);
    case 'record':
    case 'object':
    case 'any':
      return at.nth === 0 ? {} : recordWith(type, walk, below);
    default:
      return scalar(type.kind, type.constraints ?? {}, at);
  }
}

/** An object with the fields that a value has; of those with a default, the default. */
export function sampleFields(
  fields: readonly Field[],
  walk: SampleWalk,
  { path, depth, nth }: At,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.filter(walk.has).map(({ name, type, required, default: byDefault }) => {
      const value =
        !required && byDefault !== undefined && nth === 0
          ? byDefault
          : sampleOrFirst(type, walk, { path: [...path, name], depth, nth });
      return [name, value];
    }),
  );
}

/** In an object one field that differs is enough for all of it to differ. */
function sampleOrFirst(type: FieldType, walk: SampleWalk, at: At): unknown {
  try {
    return sample(type, walk, at);
  } catch (error) {
    if (!(error instanceof NoSample) || at.nth === 0) throw error;
    return sample(type, walk, { ...at, nth: 0 });
  }
}

function scalar(kind: FieldType['kind'], constraints: Constraints, { path, nth }: At): unknown {
  switch (kind) {
    case 'string': {
      const found = textWithin(constraints, nth);
      if ('why' in found) throw new NoSample(found.why, path);
      return found.text;
    }
    case 'integer':
    case 'number':
      return numberWithin(constraints, kind, nth) ?? none('no number', path, nth);
    case 'decimal':
      return decimalWithin(constraints, nth) ?? none('no decimal', path, nth);
    case 'boolean':
      return nth < 2 ? nth === 0 : none('no boolean', path, nth);
    case 'uuid':
      return SAMPLE_ID.slice(0, -12) + String(nth).padStart(12, '0');
    case 'datetime':
      return new Date(Date.parse(SAMPLE_TIME) + nth * DAY).toISOString();
    case 'date':
      return new Date(Date.parse(SAMPLE_TIME) + nth * DAY).toISOString().slice(0, 10);
    case 'bytes':
      return nth === 0 ? SAMPLE_BYTES : Buffer.from(`onex${nth}`).toString('base64');
    default:
      return nth === 0 ? null : none('no value', path, nth);
  }
}

function none(what: string, path: KeyPath, nth: number): never {
  throw new NoSample(
    nth === 0 ? `${what} was found for its constraints` : `there are fewer than ${nth + 1} different values`,
    path,
  );
}

function ofLiteral(values: readonly unknown[], { path, nth }: At): unknown {
  const distinct = [...new Set(values)];
  return nth < distinct.length ? distinct[nth] : none('no value', path, nth);
}

/** As few items as there may be; those of a set differ. */
function listOf(
  { kind, item, constraints = {} }: Extract<FieldType, { kind: 'array' | 'set' }>,
  walk: SampleWalk,
  { path, depth, nth }: At,
): unknown[] {
  const { minItems = 0, maxItems = Infinity } = constraints;
  const isGrown = nth > 0 && minItems === 0;
  const length = isGrown ? 1 : minItems;
  if (length > maxItems) none('no list', path, nth);
  const first = isGrown ? nth - 1 : nth;
  const items: unknown[] = [];
  for (let index = 0; index < length && walk.budget.left >= 0; index += 1) {
    items.push(
      sample(item, walk, { path: [...path, index], depth, nth: kind === 'set' ? first + index : first }),
    );
  }
  return items;
}

/** The first member that has a sample. */
function ofMembers(members: readonly FieldType[], walk: SampleWalk, at: At): unknown {
  let last: NoSample | null = null;
  for (const member of members) {
    const { left } = walk.budget;
    try {
      return sample(member, walk, at);
    } catch (error) {
      if (!(error instanceof NoSample)) throw error;
      walk.budget.left = left;
      last = error;
    }
  }
  throw last ?? new NoSample('the union has no members', at.path);
}

/** A mapping with one entry, whose key differs each time. */
function recordWith(type: FieldType, walk: SampleWalk, at: At): Record<string, unknown> {
  if (type.kind !== 'record') return { example: at.nth };
  const key = type.key.kind === 'any' ? { kind: 'string' as const } : type.key;
  const name = String(sample(key, walk, { ...at, nth: at.nth - 1 }));
  return { [name]: sample(type.value, walk, { ...at, path: [...at.path, name], nth: 0 }) };
}
