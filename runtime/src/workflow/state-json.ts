import { OnexError } from '../errors/index.ts';
import { jsonText } from '../values/index.ts';
import { STATE_SCHEMA, type WorkflowState } from './state.ts';

/** @throws OnexError PROCESSING_ERROR when the state holds what JSON cannot. */
export function stateText(state: WorkflowState): string {
  return jsonText(state, `Workflow ${state.workflowId}`);
}

/** @throws OnexError DEPENDENCY_UNAVAILABLE for a state that another version of the runtime wrote, or a broken one. */
export function parseState(text: string): WorkflowState {
  let state: WorkflowState | null;
  try {
    state = JSON.parse(text) as WorkflowState | null;
  } catch (error) {
    throw new OnexError('DEPENDENCY_UNAVAILABLE', 'A saved workflow is not JSON.', { cause: error });
  }
  if (state?.schema === STATE_SCHEMA) return state;
  throw new OnexError(
    'DEPENDENCY_UNAVAILABLE',
    `A saved workflow has state schema ${String(state?.schema)}, this runtime reads ${STATE_SCHEMA}: ` +
      'finish it with the version that wrote it, or remove it from the state store.',
  );
}
