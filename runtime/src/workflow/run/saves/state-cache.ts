import type { WorkflowState } from '../../state/index.ts';

/** Maximum number of workflows whose states are held. */
const MOST = 500;

/**
 * States as this runner last saved or loaded them, so a workflow need not be read again for each of its messages.
 * Another instance may have saved since. A caller that finds nothing to do, or cannot save, loads the state again.
 */
export class StateCache {
  /** The most recently used entry is the last one. */
  readonly #states = new Map<string, WorkflowState>();

  get(workflowId: string): WorkflowState | null {
    const state = this.#states.get(workflowId);
    if (state === undefined) return null;
    this.#states.delete(workflowId);
    this.#states.set(workflowId, state);
    return state;
  }

  set(state: WorkflowState): void {
    this.#states.delete(state.workflowId);
    this.#states.set(state.workflowId, state);
    const [oldest] = this.#states.keys();
    if (this.#states.size > MOST && oldest !== undefined) this.#states.delete(oldest);
  }

  drop(workflowId: string): void {
    this.#states.delete(workflowId);
  }

  values(): Iterable<WorkflowState> {
    return this.#states.values();
  }

  clear(): void {
    this.#states.clear();
  }
}
