import { backoffMs, type Backoff } from '../../../event-bus/retry/index.ts';
import type { Clock } from './clock.ts';

export interface WakeQueueOptions {
  readonly clock: Clock;
  /** Processes one workflow. */
  readonly work: (workflowId: string) => Promise<void>;
  /** Whether an error means that a store or bus is unavailable, and is not an error of the workflow. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** Called once when no work is possible, and once with null when work continues. */
  readonly onOutage: (error: unknown) => void;
  /** Called once for the error of one workflow, until it succeeds. */
  readonly onError: (workflowId: string, error: unknown) => void;
  readonly backoff?: Backoff;
}

/** Maximum number of workflows that are processed at once. */
const WIDTH = 16;
const BACKOFF: Backoff = { initialMs: 500, maxMs: 30_000 };

/**
 * Workflows that are due because time has passed. Each is queued once, however often it is woken. While the store or
 * the bus is unavailable, all of them wait together, and one of them tries after each pause.
 */
export class WakeQueue {
  readonly #options: WakeQueueOptions;
  readonly #waiting = new Set<string>();
  /** Workflows whose error has been reported. */
  readonly #faulty = new Set<string>();
  #working = 0;
  #failures = 0;
  #cancelPause: (() => void) | null = null;
  #stopped = false;

  constructor(options: WakeQueueOptions) {
    this.#options = options;
  }

  add(workflowId: string): void {
    this.#waiting.add(workflowId);
    this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting.clear();
    this.#cancelPause?.();
    this.#cancelPause = null;
  }

  #pump(): void {
    const width = this.#failures > 0 ? 1 : WIDTH;
    for (const workflowId of this.#waiting) {
      if (this.#stopped || this.#cancelPause !== null || this.#working >= width) return;
      this.#waiting.delete(workflowId);
      void this.#lookAfter(workflowId);
    }
  }

  async #lookAfter(workflowId: string): Promise<void> {
    const { work, isUnavailable, onError, onOutage } = this.#options;
    this.#working += 1;
    try {
      await work(workflowId);
      this.#faulty.delete(workflowId);
      if (this.#failures > 0) onOutage(null);
      this.#failures = 0;
    } catch (error) {
      if (!isUnavailable(error)) {
        if (!this.#faulty.has(workflowId)) onError(workflowId, error);
        this.#faulty.add(workflowId);
      } else {
        this.#waiting.add(workflowId);
        this.#pause(error);
      }
    } finally {
      this.#working -= 1;
    }
    this.#pump();
  }

  /** An error that occurs while others already wait is not reported again. */
  #pause(error: unknown): void {
    if (this.#cancelPause !== null || this.#stopped) return;
    if (this.#failures === 0) this.#options.onOutage(error);
    this.#failures += 1;
    const { clock, backoff = BACKOFF } = this.#options;
    this.#cancelPause = clock.after(backoffMs(this.#failures, backoff), () => {
      this.#cancelPause = null;
      this.#pump();
    });
  }
}
