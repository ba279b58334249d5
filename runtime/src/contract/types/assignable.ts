import type { FieldType } from '../field-type.ts';
import { fieldsOf, type Definitions } from '../samples/index.ts';
import { namesOf, namesWithin } from './names/model-names.ts';

/** A type, and the models that the contract it is in defines. */
export interface TypeIn {
  readonly type: FieldType;
  readonly definitions: Definitions;
}

const TEXTS: readonly FieldType['kind'][] = ['string', 'uuid', 'datetime', 'date', 'decimal', 'bytes'];
const NUMBERS: readonly FieldType['kind'][] = ['integer', 'number'];

/** Kinds that are one type to TypeScript; which text or number it is, the receiving model checks. */
function alike(one: FieldType['kind'], other: FieldType['kind']): boolean {
  return [TEXTS, NUMBERS].some((kinds) => kinds.includes(one) && kinds.includes(other));
}

/** Whether TypeScript lets a value of one field's type stand for another's. */
export function isAssignable(from: TypeIn, to: TypeIn): boolean {
  const source = from.type;
  const target = to.type;
  const inner = (one: FieldType, other: FieldType): boolean =>
    isAssignable({ ...from, type: one }, { ...to, type: other });
  if (target.kind === 'any') return true;
  if (source.kind === 'union') return source.members.every((member) => inner(member, target));
  if (target.kind === 'union') return target.members.some((member) => inner(source, member));
  if (source.kind === 'literal') return source.values.every((value) => takesValue(target, value));
  switch (target.kind) {
    case 'array':
    case 'set':
      return (source.kind === 'array' || source.kind === 'set') && inner(source.item, target.item);
    case 'object':
      return ['object', 'record', 'model'].includes(source.kind);
    case 'record':
      if (source.kind === 'object') return target.value.kind === 'any';
      if (source.kind === 'model') return source.fields.every(({ type }) => inner(type, target.value));
      return source.kind === 'record' && inner(source.value, target.value);
    default:
      return alike(source.kind, target.kind) || isSame(from, to);
  }
}

function takesValue(target: FieldType, value: string | number | boolean | null): boolean {
  if (target.kind === 'literal') return target.values.includes(value);
  if (typeof value === 'string') return TEXTS.includes(target.kind);
  if (typeof value === 'number') return NUMBERS.includes(target.kind);
  return target.kind === (value === null ? 'null' : 'boolean');
}

/** The same words, and the same models behind the names among them. */
function isSame(from: TypeIn, to: TypeIn): boolean {
  const text = ({ type, definitions }: TypeIn): string => {
    const names = namesWithin(namesOf(type), definitions);
    return JSON.stringify([type, [...names].map((name) => fieldsOf(name, definitions))]);
  };
  return from.type.kind === to.type.kind && text(from) === text(to);
}
