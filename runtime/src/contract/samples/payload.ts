import type { Field, FieldType } from '../field-type.ts';
import type { KeyPath } from '../model.ts';
import type { Definitions } from './models.ts';
import { sample, sampleFields } from './sample.ts';
import { fullBudget, NoSample, startWalk, type Budget, type SampleWalk } from './walk.ts';

/** A sample, or where in the value there is none and why. */
export type Sample<T = unknown> =
  | { readonly found: true; readonly value: T }
  | { readonly found: false; readonly path: KeyPath; readonly reason: string };

export interface SampleOptions {
  /** Shared by samples that are to be no larger together; below zero afterwards where this one was too large. */
  readonly budget?: Budget;
  /** Whether fields with a default have it in the sample, as the output of a model does. Default: false. */
  readonly defaults?: boolean;
}

/** A JSON value that a type accepts. */
export function sampleOf(type: FieldType, definitions: Definitions, options: SampleOptions = {}): Sample {
  return answer(options, definitions, (walk) => sample(type, walk, { path: [], depth: 0, nth: 0 }));
}

/** A payload of some fields; null is any object, of which the sample is empty. */
export function samplePayload(
  fields: readonly Field[] | null,
  definitions: Definitions,
  options: SampleOptions = {},
): Sample<Record<string, unknown>> {
  return answer(options, definitions, (walk) =>
    sampleFields(fields ?? [], walk, { path: [], depth: 0, nth: 0 }),
  );
}

function answer<T>(
  { budget = fullBudget(), defaults = false }: SampleOptions,
  definitions: Definitions,
  make: (walk: SampleWalk) => T,
): Sample<T> {
  try {
    return { found: true, value: make(startWalk(definitions, budget, defaults)) };
  } catch (error) {
    if (!(error instanceof NoSample)) throw error;
    return { found: false, path: error.path, reason: error.message };
  }
}
