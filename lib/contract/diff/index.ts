/**
 * Compares two versions of a contract and reports each change with its effect: compatible, or breaking for consumers,
 * for stored state, for running workflows, or for configurations.
 *
 * The models determine the effect. An input is compatible when the new model accepts every message that the old model
 * accepts; an output is compatible when the old model accepts every message that the new model publishes. A sender
 * writes the fields that its model declares and no others. A change is reported as compatible only if that is certain.
 */
export { comparePairs, type Comparison } from './compare-pairs.ts';
export type { Change, Consumer, Affected } from './types.ts';
