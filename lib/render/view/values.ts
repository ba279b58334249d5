import {
  admitsNull,
  formatPath,
  fullBudget,
  sampleOf,
  samplePayload,
  type Definitions,
  type Field,
  type FieldType,
} from 'onex-runtime/contract';
import { valueLiteral } from '../escape.ts';

/** A payload of some fields for tests and examples, or why there is none. */
export type PayloadSample =
  | { readonly payload: Readonly<Record<string, unknown>>; readonly missing: null }
  | { readonly payload: null; readonly missing: string };

/** @param budget Shared by several samples that are to be no larger together. */
export function payloadSample(
  fields: readonly Field[] | null,
  definitions: Definitions,
  budget = fullBudget(),
): PayloadSample {
  const sample = samplePayload(fields, definitions, { budget });
  return sample.found
    ? { payload: sample.value, missing: null }
    : { payload: null, missing: `there is no sample of ${formatPath(sample.path)}: ${sample.reason}` };
}

/**
 * An expression for a value that stands where the owner's has to come. Of a type whose constraints no sample was found
 * for, it is a sample of the type alone.
 */
export function placeholderExpression(
  type: FieldType,
  definitions: Definitions,
  budget = fullBudget(),
): string {
  if (type.kind === 'union' && admitsNull(type)) return 'null';
  const options = { budget, defaults: true };
  const sample = sampleOf(type, definitions, options);
  const made = sample.found ? sample : sampleOf(unconstrained(type), {}, options);
  return valueLiteral(made.found ? made.value : null);
}

/** A type without the constraints in it. */
function unconstrained(type: FieldType): FieldType {
  return JSON.parse(
    JSON.stringify(type, (key, value: unknown) => (key === 'constraints' ? undefined : value)),
  ) as FieldType;
}
