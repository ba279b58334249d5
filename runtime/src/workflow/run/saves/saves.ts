import { ContentError } from '../../../errors/index.ts';
import type { Metrics } from '../../../health/index.ts';
import type { Logger } from '../../../logging/index.ts';
import type { OutputSink } from '../../../node/messages/index.ts';
import type { Turn } from '../../engine/index.ts';
import { STATE_SCHEMA, type WorkflowState } from '../../state/index.ts';
import { isOpen, type WorkflowStore } from '../../stores/index.ts';
import type { WorkflowTimers, Clock } from '../timing/index.ts';
import { publishUnrefused, type RefusedOutput } from './refusals.ts';
import { StateCache } from './state-cache.ts';
import { logReports } from './log-reports.ts';
import { UnreadableList } from './unreadable.ts';

export interface SavesOptions {
  /** Identifies this runner among those that share the store. */
  readonly id: string;
  readonly owner: string;
  readonly store: WorkflowStore;
  readonly clock: Clock;
  readonly timers: WorkflowTimers;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  /** How long unpublished outputs are left to the instance that saved them. */
  readonly takeOverMs: number;
}

/**
 * Transfers states of workflows to and from the store. Only the instance that saved a turn publishes its outputs. An
 * instance that lost the race learns that it did, and has changed nothing. Callers take turns, one at a time for each
 * workflow.
 */
export class Saves {
  readonly unreadable: UnreadableList;
  readonly #options: SavesOptions;
  readonly #cache = new StateCache();

  constructor(options: SavesOptions) {
    this.#options = options;
    this.unreadable = new UnreadableList(options.logger, options.metrics);
  }

  /** The state as this runner knows it. Another instance may have saved a newer one. */
  held(workflowId: string): WorkflowState | null {
    return this.#cache.get(workflowId);
  }

  /** Discards the state that is held for a workflow. */
  drop(workflowId: string): void {
    this.#cache.drop(workflowId);
  }

  /** Null if there is no such workflow, or if it cannot be read, in which case it is listed. */
  async load(workflowId: string): Promise<WorkflowState | null> {
    this.#cache.drop(workflowId);
    const { store, owner } = this.#options;
    try {
      const state = await store.load(workflowId, owner);
      this.unreadable.drop(workflowId);
      if (state !== null && isOpen(state)) this.#cache.set(state);
      return state;
    } catch (error) {
      if (this.unreadable.take(workflowId, error)) return null;
      throw error;
    }
  }

  /**
   * @throws ContentError for a message of an unreadable workflow. The message can be replayed after the workflow is
   * repaired.
   */
  async loadForMessage(workflowId: string): Promise<WorkflowState | null> {
    const state = await this.load(workflowId);
    const fault = this.unreadable.entries.find((entry) => entry.workflowId === workflowId);
    if (state !== null || fault === undefined) return state;
    throw new ContentError(`${fault.reason} Replay this message then.`);
  }

  /** A turn that throws may have left the state half changed. */
  async turn(
    state: WorkflowState | null,
    take: (now: number) => Promise<Turn | null> | null,
  ): Promise<Turn | null> {
    try {
      return await take(this.#options.clock.now());
    } catch (error) {
      if (state !== null) this.#cache.drop(state.workflowId);
      throw error;
    }
  }

  /** False, and the state is no longer held, if another instance was faster. */
  async save({ state, changed, reports }: Omit<Turn, 'outputs'>): Promise<boolean> {
    const { workflowId } = state;
    const { store, timers, takeOverMs } = this.#options;
    this.#cache.drop(workflowId);
    state.version += 1;
    let isSaved: boolean;
    try {
      isSaved = await store.save(state, changed);
    } catch (error) {
      // The turn may have been saved anyway, and it is better to report something to an operator twice than never.
      const urgent = reports.filter(({ kind }) => kind === 'uncompensated' || kind === 'kept');
      logReports(this.#options, state, urgent);
      throw error;
    }
    if (!isSaved) return false;
    state.schema = STATE_SCHEMA;
    if (isOpen(state)) this.#cache.set(state);
    timers.set(workflowId, state.unsent.length > 0 ? state.unsentAt + takeOverMs : state.dueAt);
    logReports(this.#options, state, reports);
    return true;
  }

  /**
   * Saves a turn that no message caused. Its outputs are part of the state until the bus has them, and this runner
   * publishes them.
   */
  async saveUnsent({ state, outputs, changed, reports }: Turn): Promise<boolean> {
    state.unsent = [...state.unsent, ...outputs];
    state.unsentAt = this.#options.clock.now();
    state.holder = this.#options.id;
    return this.save({ state, changed, reports });
  }

  /** Whether unpublished outputs of a workflow are left to another instance for now. */
  isLeftToOthers({ holder, unsent, unsentAt }: WorkflowState): boolean {
    const { id, clock, takeOverMs } = this.#options;
    return unsent.length > 0 && holder !== null && holder !== id && clock.now() < unsentAt + takeOverMs;
  }

  /** Whether this runner has saved that it publishes the unsent outputs. */
  isMine({ holder }: WorkflowState): boolean {
    return holder === this.#options.id;
  }

  /** Publishes the outputs of timeouts, up to the first one that the bus permanently refuses. @returns that one. */
  async flush(state: WorkflowState, publish: OutputSink): Promise<RefusedOutput | null> {
    const { sent: published, refused } = await publishUnrefused(state.unsent, (outputs) =>
      publish(outputs, state.start),
    );
    const sent = new Set(published.map(({ envelopeId }) => envelopeId));
    for (let now: WorkflowState | null = state; now !== null && this.isMine(now);) {
      now.unsent = now.unsent.filter(({ envelopeId }) => !sent.has(envelopeId));
      if (await this.save({ state: now, reports: [], changed: new Set() })) return refused;
      // Meanwhile, another instance took the message.
      now = await this.load(now.workflowId);
    }
    return refused;
  }

  /** From now on, any other instance may publish what this runner has not published. */
  async release(): Promise<void> {
    for (const state of this.#cache.values()) {
      if (state.unsent.length === 0 || !this.isMine(state)) continue;
      state.version += 1;
      state.holder = null;
      await this.#options.store.save(state, new Set()).catch(() => false);
    }
    this.#cache.clear();
  }
}
