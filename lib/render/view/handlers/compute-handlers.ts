import type { Algorithm, Field } from 'onex-runtime/contract';
import { importStatement } from '../../text/index.ts';
import { answerOf, placeholderOf, type OperationView } from '../operations/index.ts';
import { contextImport, handleHead } from './handler-head.ts';
import { missingNote, runtimeNames, UNWRITTEN, type DraftView } from './handlers.ts';
import { isDataMap } from '../store/stored-data.ts';

const UNCOMPUTED =
  'This placeholder computes nothing. It returns values that match the contract, and logs a warning. Replace the body and ' +
  'remove the property `placeholder`. The code must be pure: no I/O, no clock, and no random numbers.';

/** A compute's operation with what its handler file needs. */
export interface ComputeHandlerView extends OperationView, DraftView {
  /** Of the contract's algorithm, where the handler can weigh them; null: it only passes on what it is given. */
  readonly factors: Algorithm['factors'] | null;
}

/** Handlers of a compute: the same answer for the same input. */
export function computeHandlers(
  operations: readonly OperationView[],
  algorithm: Algorithm | null,
): ComputeHandlerView[] {
  return operations.map((operation) => {
    const { input, output } = operation;
    const factors =
      algorithm !== null && algorithm.factors.length > 0 && isData(input) && isData(output)
        ? algorithm.factors
        : null;
    const answer = answerOf(operation);
    return {
      ...operation,
      factors,
      answer: answer.source,
      missing: factors === null ? answer.missing : [],
      placeholder: placeholderOf(answer.missing) ?? UNWRITTEN,
      // An answer may need nothing of the input; its name then says that it is left alone.
      head: handleHead(operation, {
        input: factors !== null || answer.uses.has('input'),
        context: factors === null,
      }),
      summary: [
        operation.description ?? `Computes the result of ${operation.words}.`,
        factors === null
          ? UNCOMPUTED
          : 'Adds up the weighted factors as the score. The code must be pure: no I/O, no clock, and no random numbers.',
        ...(factors === null ? missingNote(answer) : []),
      ],
      imports: [
        importStatement(
          [
            ...(factors === null ? [...runtimeNames(answer, true), contextImport(operation)] : []),
            'type OperationHandler',
          ],
          'onex-runtime',
        ),
        importStatement([operation.inputModel, operation.outputModel], '../models/index.ts'),
      ],
    };
  });
}

/** One field `data` of anything, as new contracts have it. */
function isData(fields: readonly Field[] | null): boolean {
  const [only] = fields ?? [];
  return fields?.length === 1 && only?.required === true && isDataMap(only);
}
