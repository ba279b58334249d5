import type { Algorithm, Field } from 'onex-runtime/contract';
import { importStatement } from '../../text/index.ts';
import { answerOf, placeholderOf, type OperationView } from '../operations/index.ts';
import { contextImport, handleHead } from './handler-head.ts';
import { missingNote, runtimeNames, UNWRITTEN, type DraftView } from './handlers.ts';
import { isDataMap } from '../store/stored-data.ts';

const UNCOMPUTED =
  'This placeholder computes nothing. It returns values that match the contract, and logs a warning. Replace the body and ' +
  'remove the property `placeholder`. The code must be pure: no I/O, no clock, and no random numbers.';

/** A compute's operation with the data for its handler file. */
export interface ComputeHandlerView extends OperationView, DraftView {
  /** Factors of the contract's algorithm, if the handler can compute with them; null: it only passes on its input. */
  readonly factors: Algorithm['factors'] | null;
}

/** Returns the handlers of a compute: the same result for the same input. */
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
      // If the result uses nothing of the input, the parameter's name marks it as unused.
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

/** Whether there is one field `data` of any type, as in new contracts. */
function isData(fields: readonly Field[] | null): boolean {
  const [only] = fields ?? [];
  return fields?.length === 1 && only?.required === true && isDataMap(only);
}
