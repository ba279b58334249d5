import { nextDue, type WorkflowState } from './state.ts';

/** The longest pause that `setTimeout` takes; a longer one is cut, and the wake-up finds nothing due. */
const LONGEST_MS = 2 ** 31 - 1;

/** One timer per workflow, for the next moment at which it needs a look. */
export class WorkflowTimers {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #wake: (workflowId: string) => void;

  constructor(wake: (workflowId: string) => void) {
    this.#wake = wake;
  }

  /** Sets the timer of a workflow by its state; the process is not kept alive for it. */
  set(state: WorkflowState): void {
    const due = nextDue(state);
    this.#drop(state.workflowId);
    if (due !== null) this.soon(state.workflowId, due - Date.now());
  }

  soon(workflowId: string, delayMs: number): void {
    this.#drop(workflowId);
    const fire = (): void => {
      this.#timers.delete(workflowId);
      this.#wake(workflowId);
    };
    const timer = setTimeout(fire, Math.min(LONGEST_MS, Math.max(0, delayMs)));
    timer.unref();
    this.#timers.set(workflowId, timer);
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #drop(workflowId: string): void {
    clearTimeout(this.#timers.get(workflowId));
    this.#timers.delete(workflowId);
  }
}
