import type { Field, FieldType } from 'onex-runtime/contract';
import { covers } from './covers.ts';
import { defaultOf, fieldsIn, type Comparison } from './scope.ts';

type Model = Extract<FieldType, { readonly kind: 'model' | 'named' }>;

/** Whether every message of one model is a message of another. */
export function coversModel(from: Model, to: Model, comparison: Comparison): boolean {
  if (from.kind === 'model' || to.kind === 'model') return compare(from, to, comparison);
  const key = `${from.name}\0${to.name}`;
  const known = comparison.pairs.get(key);
  if (known !== undefined) return known;
  // Values are finite. Two recursive models that match everywhere except at their recursion therefore match.
  comparison.pairs.set(key, true);
  const found = compare(from, to, comparison);
  comparison.pairs.set(key, found);
  return found;
}

function compare(from: Model, to: Model, comparison: Comparison): boolean {
  const target = to.kind === 'model' ? to.fields : fieldsIn(comparison.to, to.name);
  if (target === null) return true;
  const source = from.kind === 'model' ? from.fields : fieldsIn(comparison.from, from.name);
  if (source === null) return false;
  const isStrict = to.kind === 'model' && to.strict === true;
  if (isStrict && source.some(({ name }) => !target.some((field) => field.name === name))) return false;
  return target.every((field) =>
    coversField(
      source.find(({ name }) => name === field.name),
      field,
      comparison,
    ),
  );
}

/**
 * Whether a field of the receiving model accepts the value of the sender's field. A sender writes the fields of its own
 * model and no others.
 */
export function coversField(from: Field | undefined, to: Field, comparison: Comparison): boolean {
  if (from === undefined) return !to.required;
  if (mayBeAbsent(from, comparison) && to.required) return false;
  const byDefault = comparison.side === 'published' ? defaultOf(from) : undefined;
  if (byDefault !== undefined && !comparison.takes(byDefault, to.type)) return false;
  return covers(from.type, to.type, comparison);
}

/** Whether a message may lack a field. Validation by a model fills in defaults, so a published message has them. */
export function mayBeAbsent(field: Field, { side }: Pick<Comparison, 'side'>): boolean {
  return !field.required && (side === 'accepted' || defaultOf(field) === undefined);
}
