import type { Logger } from '../../../logging/index.ts';
import type { Clock } from './clock.ts';
import type { WorkflowStore } from '../../stores/index.ts';

export interface SweepTimes {
  /** Interval of the sweep, and how long a workflow may be overdue before it is resumed. Default 5 s. */
  readonly sweepMs?: number;
  /** How long finished workflows are stored, to answer start commands that are delivered again. Default 7 days. */
  readonly retentionMs?: number;
  /** How often finished workflows are searched for deletion. Default one hour. */
  readonly pruneMs?: number;
}

/** Default of `sweepMs`. */
export const SWEEP_MS = 5_000;

export interface SweeperOptions extends SweepTimes {
  readonly owner: string;
  readonly store: WorkflowStore;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly wake: (workflowId: string) => void;
}

/** Resumes workflows that another runner on the same store has abandoned, and deletes workflows that ended long ago. */
export class Sweeper {
  readonly #options: SweeperOptions;
  #cancel: (() => void) | null = null;
  #prunedAt = 0;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  start(): void {
    const { sweepMs = SWEEP_MS, clock } = this.#options;
    this.#cancel?.();
    const again = (): void => {
      this.#cancel = clock.after(sweepMs, () => {
        again();
        void this.#sweep(sweepMs);
      });
    };
    again();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  async #sweep(overdueMs: number): Promise<void> {
    const { owner, store, logger, clock, wake } = this.#options;
    try {
      const overdue = await store.listDue(owner, clock.now() - overdueMs);
      if (this.#cancel === null) return;
      for (const workflowId of overdue) wake(workflowId);
      await this.#prune();
    } catch (error) {
      logger.debug({ error }, 'overdue or finished workflows cannot be queried now');
    }
  }

  /** If this fails, only space is lost. */
  async #prune(): Promise<void> {
    const { owner, store, clock, retentionMs = 7 * 24 * 3_600_000, pruneMs = 3_600_000 } = this.#options;
    const now = clock.now();
    if (now - this.#prunedAt < pruneMs) return;
    await store.prune(owner, now - retentionMs);
    this.#prunedAt = now;
  }
}
