import { defineGauge, type Metrics } from '../../../health/index.ts';
import type { Logger } from '../../../logging/index.ts';
import { UnreadableWorkflow } from '../../state/index.ts';

const UNREADABLE = defineGauge(
  'onex_workflow_unreadable',
  'Stored workflows that this version cannot read.',
  [],
);

/** A stored workflow that cannot be read, as an operator lists it. */
export interface UnreadableEntry {
  readonly workflowId: string;
  /** Schema of the stored state. Null if not even that can be read. */
  readonly schema: unknown;
  readonly reason: string;
}

/** Workflows that cannot be read. Each is reported once, and does not stop others. */
export class UnreadableList {
  readonly #entries = new Map<string, UnreadableEntry>();
  readonly #logger: Logger;
  readonly #metrics: Metrics | undefined;

  constructor(logger: Logger, metrics: Metrics | undefined) {
    this.#logger = logger;
    this.#metrics = metrics;
  }

  /** Whether the error was that of an unreadable workflow, which is now listed. */
  take(workflowId: string, error: unknown): boolean {
    if (!(error instanceof UnreadableWorkflow)) return false;
    if (this.#entries.has(workflowId)) return true;
    const { schema } = error.context;
    this.#entries.set(workflowId, { workflowId, schema, reason: error.message });
    this.#logger.error(
      { workflow_id: workflowId, schema, error },
      'stored workflow cannot be read and is skipped',
    );
    this.#count();
    return true;
  }

  /** The workflow was read or removed. */
  drop(workflowId: string): void {
    if (this.#entries.delete(workflowId)) this.#count();
  }

  get entries(): readonly UnreadableEntry[] {
    return [...this.#entries.values()];
  }

  #count(): void {
    this.#metrics?.set(UNREADABLE, this.#entries.size);
  }
}
