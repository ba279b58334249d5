import type { FieldType } from 'onex-runtime/contract';
import { constraintsOf, implies } from './constraints.ts';
import type { Side } from './scope.ts';

/** Lengths of the texts of a kind, where all its texts have one length. */
const LENGTHS: Partial<Record<FieldType['kind'], number>> = { uuid: 36, date: 10 };

/** Kinds of text that a plain string can hold. A published decimal is text; an accepted one may be a number. */
function isText(kind: FieldType['kind'], side: Side): boolean {
  return (
    ['string', 'uuid', 'datetime', 'date', 'bytes'].includes(kind) ||
    (kind === 'decimal' && side === 'published')
  );
}

/** Whether every value of one scalar type is a value of another. False where that is not certain. */
export function coversScalar(from: FieldType, to: FieldType, side: Side): boolean {
  const own = constraintsOf(from);
  const wanted = constraintsOf(to);
  if (from.kind === to.kind) return implies(own, wanted, from.kind === 'integer');
  switch (to.kind) {
    case 'string': {
      if (!isText(from.kind, side)) return false;
      const length = LENGTHS[from.kind];
      return implies(length === undefined ? {} : { minLength: length, maxLength: length }, wanted);
    }
    case 'number':
      return from.kind === 'integer' && implies(own, wanted, true);
    case 'decimal':
      return ['integer', 'number'].includes(from.kind) && Object.keys(wanted).length === 0;
    default:
      return false;
  }
}
