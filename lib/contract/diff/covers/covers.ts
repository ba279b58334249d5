import type { FieldType } from 'onex-runtime/contract';
import { coversList, coversTuple } from './lists.ts';
import { coversModel } from './models.ts';
import { coversRecord, recordCoversModel } from './records.ts';
import { coversScalar } from './scalars.ts';
import type { Comparison } from './scope.ts';

/**
 * Whether the model of `to` accepts every message that `from` lets through. Answers true only where that is certain, so
 * a change that is called compatible is compatible.
 */
export function covers(from: FieldType, to: FieldType, comparison: Comparison): boolean {
  if (to.kind === 'any') return true;
  if (from.kind === 'union') return from.members.every((member) => covers(member, to, comparison));
  if (from.kind === 'literal') return from.values.every((value) => comparison.takes(value, to));
  if (from.kind === 'null') return comparison.takes(null, to);
  if (from.kind === 'boolean' && to.kind !== 'boolean')
    return comparison.takes(true, to) && comparison.takes(false, to);
  if (to.kind === 'union') return to.members.some((member) => covers(from, member, comparison));
  if (from.kind === 'any') return false;
  switch (to.kind) {
    case 'array':
    case 'set':
      return coversList(from, to, comparison);
    case 'tuple':
      return coversTuple(from, to, comparison);
    case 'object':
      return ['object', 'record', 'model', 'named'].includes(from.kind);
    case 'record':
      return coversRecord(from, to, comparison);
    case 'model':
    case 'named':
      if (from.kind === 'model' || from.kind === 'named') return coversModel(from, to, comparison);
      return (from.kind === 'record' || from.kind === 'object') && recordCoversModel(from, to, comparison);
    default:
      return coversScalar(from, to, comparison.side);
  }
}
