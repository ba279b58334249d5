import { isInContext } from '../../../event-bus/index.ts';
import type { Output } from '../../../node/messages/index.ts';
import type { WorkflowState } from '../../state/index.ts';

/** Outputs as they are published: in the context of the start command, which a step's node may not pass on. */
export function inStartContext(outputs: readonly Output[], { start }: WorkflowState): readonly Output[] {
  return isInContext(start) ? outputs.map((output) => ({ ...output, origin: start })) : outputs;
}
