/**
 * What the operations of an effect do with the records of its store until their owner writes them. An operation works on
 * a record when its name asks for it and its fields make it possible: the input names the record, and every required
 * field of the answer comes from the record, the input, or the contract. The answer of every other operation is a
 * placeholder, and a field that nothing gives throws.
 */
import type { OperationView } from '../operations/index.ts';
import { planRecord, type RecordPlan } from './record-answer.ts';
import { useNamed } from './records.ts';

export { idField, takesMadeId, withoutNull, type RecordUse } from './records.ts';
export type { RecordPlan } from './record-answer.ts';

/** The plan of each operation that works on records. */
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
