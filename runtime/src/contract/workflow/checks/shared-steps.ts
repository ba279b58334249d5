import { type Place, warn } from '../../read/values/index.ts';
import { stepListOf, type WrittenWorkflow } from '../read-workflow.ts';

/**
 * Warns where an orchestrator has several operations and no step names those that run it: all operations run the same
 * steps then, which is seldom meant. A contract says that it is meant by naming the operations on the steps.
 */
export function warnOfSharedSteps(
  root: Place,
  { steps }: Pick<WrittenWorkflow, 'steps'>,
  operations: readonly { readonly name: string }[],
): void {
  if (steps.length === 0 || operations.length < 2) return;
  if (steps.some(({ forOperations }) => forOperations.length > 0)) return;
  warn(
    stepListOf(root),
    `all ${operations.length} operations run all steps; name the operations that run a step in ` +
      'annotations.workflow.steps.<step>.for_operations, also where these are all of them',
    'key',
  );
}
