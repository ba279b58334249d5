import type { Logger } from '../logging/index.ts';
import type { WorkflowStore } from './store.ts';

export interface SweepTimes {
  /** How often it is swept, and how long a workflow may be overdue before. Default 5 s. */
  readonly sweepMs?: number;
  /** Finished workflows are kept this long, to answer start commands that are delivered again. Default 7 days. */
  readonly retentionMs?: number;
  /** How often it is looked for finished workflows to forget. Default an hour. */
  readonly pruneMs?: number;
}

export interface SweeperOptions extends SweepTimes {
  readonly owner: string;
  readonly store: WorkflowStore;
  readonly logger: Logger;
  readonly wake: (workflowId: string) => void;
}

/** Takes up what another runner on the same store should have done long ago, and forgets what ended long ago. */
export class Sweeper {
  readonly #options: SweeperOptions;
  #timer: NodeJS.Timeout | undefined;
  #prunedAt = 0;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  start(): void {
    const { sweepMs = 5_000 } = this.#options;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#sweep(sweepMs), sweepMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #sweep(overdueMs: number): Promise<void> {
    const { owner, store, logger, wake } = this.#options;
    try {
      const overdue = await store.listDue(owner, Date.now() - overdueMs);
      if (this.#timer === undefined) return;
      for (const workflowId of overdue) wake(workflowId);
      await this.#prune();
    } catch (error) {
      logger.debug({ error }, 'overdue or finished workflows cannot be looked for now');
    }
  }

  /** Only room is lost while that fails. */
  async #prune(): Promise<void> {
    const { owner, store, retentionMs = 7 * 24 * 3_600_000, pruneMs = 3_600_000 } = this.#options;
    const now = Date.now();
    if (now - this.#prunedAt < pruneMs) return;
    await store.prune(owner, now - retentionMs);
    this.#prunedAt = now;
  }
}
