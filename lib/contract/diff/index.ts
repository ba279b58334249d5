/**
 * Compares two versions of a contract and reports each change with its effect: compatible, or breaking for consumers, for
 * stored state, for running workflows, or for configurations.
 *
 * The models decide. An input is compatible when the new model accepts every message that the old model accepts; an output
 * is compatible when the old model accepts every message that the new model publishes. A sender writes the fields that its
 * model declares and no others. A change is called compatible only where that is certain.
 */
export { comparePairs, type Comparison } from './compare-pairs.ts';
export type { Change, Consumer, Affected } from './types.ts';
