/**
 * How the operations of an effect use the records of its store until the user writes them. An operation uses a record
 * if its name suggests it and its fields allow it: the input names the record, and every required field of the result
 * comes from the record, the input, or the contract. The result of every other operation is a placeholder, and a field
 * without a source throws.
 */
import type { OperationView } from '../operations/index.ts';
import { planRecord, type RecordPlan } from './record-answer.ts';
import { useNamed } from './records.ts';

export { idField, takesMadeId, withoutNull, type RecordUse } from './records.ts';
export type { RecordPlan } from './record-answer.ts';

/** Returns the plan of each operation that uses records. */
export function recordPlans(
  operations: readonly OperationView[],
  node: string,
): ReadonlyMap<OperationView, RecordPlan> {
  const named = operations.map((operation) => ({ operation, use: useNamed(operation, node) }));
  const creation = named.find(({ use }) => use === 'create')?.operation.input ?? null;
  return new Map(
    named.flatMap(({ operation, use }): [OperationView, RecordPlan][] => {
      const plan = use === null ? null : planRecord({ operation, use, node, creation });
      return plan === null ? [] : [[operation, plan]];
    }),
  );
}
