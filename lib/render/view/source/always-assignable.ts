import type { Constraints, FieldType } from 'onex-runtime/contract';

const TEXTS: ReadonlySet<FieldType['kind']> = new Set([
  'string',
  'uuid',
  'datetime',
  'date',
  'decimal',
  'bytes',
]);

const constraintsOf = (type: FieldType): Constraints =>
  (type as { readonly constraints?: Constraints }).constraints ?? {};

const isFree = (type: FieldType): boolean => Object.keys(constraintsOf(type)).length === 0;

/**
 * Whether every value of one type is also a value of another, for TypeScript and for the model that checks it. Models
 * are compared by name, so both types must belong to one contract.
 */
export function isAlwaysAssignable(given: FieldType, wanted: FieldType): boolean {
  if (wanted.kind === 'any') return true;
  if (given.kind === 'union') return given.members.every((member) => isAlwaysAssignable(member, wanted));
  if (wanted.kind === 'union') return wanted.members.some((member) => isAlwaysAssignable(given, member));
  if (given.kind === 'literal') return given.values.every((value) => takesValue(wanted, value));
  switch (wanted.kind) {
    case 'string':
      return (TEXTS.has(given.kind) && isFree(wanted)) || isAlike(given, wanted);
    case 'number':
      return (given.kind === 'integer' && isFree(wanted)) || isAlike(given, wanted);
    case 'object':
      return ['object', 'record', 'model'].includes(given.kind);
    case 'array':
    case 'set':
      return (
        (given.kind === 'array' || given.kind === 'set') &&
        isAlwaysAssignable(given.item, wanted.item) &&
        keepsConstraints(given, wanted)
      );
    default:
      return isAlike(given, wanted);
  }
}

/** Whether the types are the same. The given one may have constraints that the other lacks. */
function isAlike(given: FieldType, wanted: FieldType): boolean {
  const bare = (type: FieldType): string => JSON.stringify({ ...type, constraints: undefined });
  return bare(given) === bare(wanted) && keepsConstraints(given, wanted);
}

function keepsConstraints(given: FieldType, wanted: FieldType): boolean {
  const has = constraintsOf(given);
  return Object.entries(constraintsOf(wanted)).every(
    ([name, bound]) => has[name as keyof Constraints] === bound,
  );
}

function takesValue(wanted: FieldType, value: string | number | boolean | null): boolean {
  if (wanted.kind === 'literal') return wanted.values.includes(value);
  if (!isFree(wanted)) return false;
  if (typeof value === 'string') return wanted.kind === 'string';
  if (typeof value === 'number')
    return wanted.kind === 'number' || (wanted.kind === 'integer' && Number.isSafeInteger(value));
  return wanted.kind === (value === null ? 'null' : 'boolean');
}
