import type { Clock } from './clock.ts';

/** One timer per workflow, for the next moment at which it is due. */
export class WorkflowTimers {
  readonly #cancels = new Map<string, () => void>();
  readonly #clock: Clock;
  readonly #wake: (workflowId: string) => void;

  constructor(clock: Clock, wake: (workflowId: string) => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Replaces the timer of a workflow. Null if it needs none. The timer does not keep the process alive. */
  set(workflowId: string, at: number | null): void {
    this.#drop(workflowId);
    if (at === null) return;
    const fire = (): void => {
      this.#cancels.delete(workflowId);
      this.#wake(workflowId);
    };
    this.#cancels.set(workflowId, this.#clock.after(at - this.#clock.now(), fire));
  }

  /** Workflows that have a timer. */
  get size(): number {
    return this.#cancels.size;
  }

  clear(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }

  #drop(workflowId: string): void {
    this.#cancels.get(workflowId)?.();
    this.#cancels.delete(workflowId);
  }
}
