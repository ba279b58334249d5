import { isInContext } from '../../event-bus/index.ts';
import type { Output } from '../../node/messages/message.ts';
import type { WorkflowState } from '../state/state.ts';

/** Outputs as they are published: in the context of the start command, which a step's node may not pass on. */
export function ofStart(outputs: readonly Output[], { start }: WorkflowState): readonly Output[] {
  return isInContext(start) ? outputs.map((output) => ({ ...output, origin: start })) : outputs;
}
