import { formatPath, fullBudget, samplePayload, type Definitions, type Field } from 'onex-runtime/contract';

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
