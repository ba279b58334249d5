import type { Constraints, Field, FieldType } from '../model.ts';
import { brokenBy } from '../types/constraints.ts';
import { quote } from '../yaml/quote.ts';
import { at, isMapping, warn } from './place.ts';
import type { Place } from './place.ts';

/** Where the generator makes up values of a field: for tests alone, for the answers of handlers too, or nowhere. */
export type Made = 'sample' | 'answer' | 'never';

/** What the generator makes up: of a test's message, and where nothing is said. */
const MADE_UP: Readonly<Record<string, readonly [sample: unknown, neutral: unknown]>> = {
  string: ['example', ''],
  integer: [1, 0],
  number: [1, 0],
  array: [[], []],
  set: [[], []],
};

/** A handler finds its record by such a field, which a test then always gives. */
const NAMES_RECORD = /(?:^|_)id$/;

/**
 * A field without those constraints that made-up values would break, each with a warning: a generated test has to pass,
 * and a generated handler has to answer.
 */
export function keepMet(place: Place, field: Field, made: Made): Field {
  const isAnswered = made === 'answer' && field.default !== undefined && field.default !== null;
  const isMade = field.required || isAnswered || NAMES_RECORD.test(field.name);
  if (made === 'never' || !isMade) return field;
  const tell = (name: string, bound: unknown): void => {
    const key = isMapping(place.value) && Object.hasOwn(place.value, name) ? at(place, name) : place;
    const which = key === place ? `${name} ${quote(bound)}` : 'it';
    warn(key, `${which} is not checked by the node’s models: made-up values of generated code break it`);
  };
  return Object.assign(field, { type: met(field.type, made, tell) });
}

function met(type: FieldType, made: Made, tell: (name: string, bound: unknown) => void): FieldType {
  switch (type.kind) {
    case 'union':
      return { ...type, members: type.members.map((member) => met(member, made, tell)) };
    case 'tuple':
      return { ...type, items: type.items.map((item) => met(item, made, tell)) };
    case 'string':
    case 'integer':
    case 'number':
    case 'array':
    case 'set':
      return type.constraints === undefined ? type : own(type, type.constraints, made, tell);
    default:
      return type;
  }
}

function own(
  type: FieldType,
  constraints: Constraints,
  made: Made,
  tell: (name: string, bound: unknown) => void,
): FieldType {
  const [sample, neutral] = MADE_UP[type.kind] ?? [];
  const broken = new Set([
    ...brokenBy(sample, constraints),
    ...(made === 'answer' ? brokenBy(neutral, constraints) : []),
  ]);
  if (broken.size === 0) return type;
  for (const name of broken) tell(name, constraints[name]);
  const kept = Object.fromEntries(
    Object.entries(constraints).filter(([name]) => !broken.has(name as 'minimum')),
  );
  const { constraints: _, ...bare } = type as FieldType & { readonly constraints?: Constraints };
  return Object.keys(kept).length === 0 ? bare : ({ ...bare, constraints: kept } as FieldType);
}
