import { randomUUID } from 'node:crypto';
import { errorText, isInfrastructureError } from '../../errors/index.ts';
import { uuidv5 } from '../../event-bus/index.ts';
import type { Metrics } from '../../health/index.ts';
import type { Logger } from '../../logging/index.ts';
import type { Message, Output, OutputSink } from '../../node/messages/index.ts';
import { KeyedQueue } from '../../state/index.ts';
import type { Turn, WorkflowEngine } from '../engine/index.ts';
import type { Plan } from '../definition/index.ts';
import { commandIdOf, partName, type WorkflowState } from '../state/index.ts';
import { awaited, hasForeignStep, topicsAwaited } from './awaited.ts';
import { offersOf, type Offer } from './offers.ts';
import { inStartContext, Refusals, Saves, type UnreadableEntry } from './saves/index.ts';
import {
  SYSTEM_CLOCK,
  type Clock,
  WakeQueue,
  SWEEP_MS,
  Sweeper,
  type SweepTimes,
  WorkflowTimers,
} from './timing/index.ts';
import { dueAt, isOpen, type WorkflowStore } from '../stores/index.ts';

export interface RunnerOptions extends SweepTimes {
  readonly plan: Plan;
  /** Owner of the workflows, `<environment>/<service>/<node>`. Default: the node's name. */
  readonly owner?: string;
  readonly engine: WorkflowEngine;
  readonly store: WorkflowStore;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly clock?: Clock;
  /** Null while the bus is closed. */
  readonly sink: () => OutputSink | null;
  /** Called with the reason why due workflows wait, and with null when they continue. If absent, it is logged. */
  readonly onProblem?: (problem: string | null) => void;
}

/** A workflow with steps that should have been undone but are not, as it is listed for an operator. */
export interface UncompensatedEntry {
  readonly workflowId: string;
  readonly steps: readonly string[];
}

export interface Recovery {
  readonly count: number;
  readonly topics: readonly string[];
}

/** How long an instance leaves a workflow to the instance that was faster. */
const OTHERS_WAIT_MS = 250;

/** What a message did to a workflow: nothing, or these outputs. */
type Taken = readonly Output[] | null;

/**
 * Connects the bus and the engine: loads a workflow, lets the engine take its turn, saves, and only then publishes the
 * outputs. Several instances may run the workflows of one owner on one store.
 */
export class WorkflowRunner {
  readonly #options: RunnerOptions;
  readonly #owner: string;
  readonly #clock: Clock;
  readonly #queue = new KeyedQueue();
  readonly #timers: WorkflowTimers;
  readonly #saves: Saves;
  readonly refusals: Refusals;
  readonly #wakes: WakeQueue;
  readonly #sweeper: Sweeper;
  #stopped = false;

  constructor(options: RunnerOptions) {
    const { plan, logger, clock = SYSTEM_CLOCK, sweepMs = SWEEP_MS } = options;
    this.#options = options;
    this.#owner = options.owner ?? plan.node;
    this.#clock = clock;
    const wake = (workflowId: string): void => this.#wakes.add(workflowId);
    this.#timers = new WorkflowTimers(clock, wake);
    const own = { clock, owner: this.#owner, timers: this.#timers, id: randomUUID(), takeOverMs: sweepMs };
    this.#saves = new Saves({ ...options, ...own });
    this.refusals = new Refusals({ ...options, owner: this.#owner, queue: this.#queue, saves: this.#saves });
    this.#wakes = new WakeQueue({
      clock,
      work: (workflowId) => this.#queue.run(workflowId, () => this.#lookAfter(workflowId)),
      isUnavailable: (error) => isInfrastructureError(error),
      onOutage(error) {
        const problem = error === null ? null : `workflows wait: ${errorText(error)}`;
        if (options.onProblem !== undefined) options.onProblem(problem);
        else if (error === null) logger.info('workflows resumed');
        else logger.error({ error }, 'store or bus unavailable; workflows wait and are retried');
      },
      onError: (workflowId, error) =>
        logger.error({ workflow_id: workflowId, error }, 'workflow cannot go on; retrying later'),
    });
    this.#sweeper = new Sweeper({ ...options, clock, owner: this.#owner, wake });
  }

  /** A start command, whose payload has been validated. */
  async start(message: Message, operation: string, input: unknown): Promise<readonly Output[]> {
    const { plan, engine } = this.#options;
    const owner = this.#owner;
    const { envelope_id: id } = message.envelope;
    // Runtime 0.1 derived the ID from the node's name. A command that it took must not start a second workflow.
    const formerId = uuidv5(id, plan.node);
    const former = owner === plan.node ? null : await this.#offer(formerId, message, () => null);
    if (former !== null) return former;
    const workflowId = uuidv5(id, owner);
    const start = { workflowId, owner, envelope: message.envelope, operation, input };
    const taken = await this.#offer(workflowId, message, (state, now) =>
      state === null ? engine.begin(plan, start, now) : null,
    );
    return taken ?? [];
  }

  /**
   * An event on a topic of the steps' nodes. The first workflow whose engine accepts the event takes it. A late reply
   * may belong to a workflow that has ended. An event that no workflow accepts yet is held for a step that waits for
   * it.
   */
  async reply(message: Message): Promise<readonly Output[]> {
    const { plan, engine, store } = this.#options;
    const { envelope_id: id, correlation_id: correlationId } = message.envelope;
    const cause = commandIdOf(message.envelope);
    const known = await store.findByCommand(cause ?? id, this.#owner);
    const isUnknown = known === null && cause === null;
    const open = isUnknown ? await store.findByCorrelation(this.#owner, correlationId) : [];
    const candidates = known === null ? open : [known];
    const { reply, late, early } = offersOf(plan, engine, message);
    const taken =
      (await this.#offerAll(candidates, message, reply)) ?? (await this.#offerAll(candidates, message, late));
    if (taken !== null) return taken;
    const ended = isUnknown ? await store.findEnded(this.#owner, correlationId) : [];
    return (
      (await this.#offerAll(ended, message, late)) ?? (await this.#offerAll(candidates, message, early)) ?? []
    );
  }

  /**
   * Called after a start: continues the workflows. With `resend`, commands whose replies are awaited are sent again,
   * with the same IDs. A durable bus does not need this, because it has the command, or the input that caused it and
   * whose offset is not committed. There, it would only multiply messages with each restart of an instance.
   * @returns how many workflows resumed, and on which topics they await answers. A workflow that cannot be read is
   * reported, and does not stop others.
   */
  async recover({ resend }: { readonly resend: boolean }): Promise<Recovery> {
    const { plan, store, sink } = this.#options;
    const ids = await store.listUnfinished(this.#owner);
    if (this.#stopped) return { count: 0, topics: [] };
    this.#sweeper.start();
    let count = 0;
    const topics = new Set<string>();
    for (const workflowId of ids) {
      await this.#queue.run(workflowId, async () => {
        const state = this.#stopped ? null : await this.#saves.load(workflowId);
        if (state === null) return;
        count += 1;
        for (const topic of topicsAwaited(state)) topics.add(topic);
        const pending = resend ? awaited(plan, state) : [];
        if (pending.length > 0) await sink()?.(pending, state.start);
        if (state.unsent.length > 0) await this.#lookAfter(workflowId);
        else this.#timers.set(workflowId, hasForeignStep(plan, state) ? this.#clock.now() : dueAt(state));
      });
    }
    return { count, topics: [...topics] };
  }

  /** Topics on which awaited commands may be answered, whatever the contract names now. */
  async awaitedTopics(): Promise<readonly string[]> {
    const topics = new Set<string>();
    for (const workflowId of await this.#options.store.listUnfinished(this.#owner)) {
      const state = await this.#queue.run(workflowId, () => this.#saves.load(workflowId));
      for (const topic of state === null ? [] : topicsAwaited(state)) topics.add(topic);
    }
    return [...topics];
  }

  /** Workflows with steps that should have been undone but are not. An operator has to act. */
  async uncompensated(): Promise<readonly UncompensatedEntry[]> {
    const entries: UncompensatedEntry[] = [];
    for (const workflowId of await this.#options.store.listUncompensated(this.#owner)) {
      const state = await this.#queue.run(workflowId, () => this.#saves.load(workflowId));
      const steps = state?.uncompensated ?? [];
      if (steps.length > 0) entries.push({ workflowId, steps });
    }
    return entries;
  }

  /** Undoes once more what could not be undone. False if the workflow has nothing that the contract could undo. */
  async retryUncompensated(workflowId: string): Promise<boolean> {
    const { plan, engine } = this.#options;
    return this.#queue.run(workflowId, async () => {
      for (;;) {
        const state = await this.#saves.load(workflowId);
        if (state === null) return false;
        const turn = await this.#saves.turn(state, (now) => engine.retryUndo(plan, state, now));
        if (turn === null) return false;
        if (!(await this.#saves.saveUnsent(turn))) continue;
        await this.refusals.flush(state);
        return true;
      }
    });
  }

  /** Stored workflows that cannot be read. */
  get unreadable(): readonly UnreadableEntry[] {
    return this.#saves.unreadable.entries;
  }

  /** Resumes a workflow, such as one that could not be read. */
  retry(workflowId: string): void {
    this.#saves.unreadable.drop(workflowId);
    this.#wakes.add(workflowId);
  }

  /** Removes a workflow from the store, such as one that cannot be read. Its effects are not undone. */
  async remove(workflowId: string): Promise<void> {
    await this.#queue.run(workflowId, () => this.#options.store.remove(workflowId, this.#owner));
    this.#saves.drop(workflowId);
    this.#timers.set(workflowId, null);
    this.#saves.unreadable.drop(workflowId);
  }

  /** Final: work on workflows in progress ends, and timers are dropped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sweeper.stop();
    this.#wakes.stop();
    this.#timers.clear();
    await this.#queue.idle();
    this.#timers.clear();
    await this.#saves.release();
  }

  async #offerAll(workflowIds: readonly string[], message: Message, offer: Offer): Promise<Taken> {
    for (const workflowId of workflowIds) {
      const taken = await this.#offer(workflowId, message, (state, now) =>
        state === null ? null : offer(state, now),
      );
      if (taken !== null) return taken;
    }
    return null;
  }

  /** Offers a message to a workflow. A message that was taken before causes the same outputs again. */
  async #offer(
    workflowId: string,
    { envelope }: Message,
    take: (state: WorkflowState | null, now: number) => Promise<Turn | null> | null,
  ): Promise<Taken> {
    const saves = this.#saves;
    return this.#queue.run(workflowId, async () => {
      for (;;) {
        const held = saves.held(workflowId);
        const before = held ?? (await saves.loadForMessage(workflowId));
        const id = envelope.envelope_id;
        if (before !== null && Object.hasOwn(before.answers, id))
          return inStartContext(before.answers[id] ?? [], before);
        const turn = await saves.turn(before, (now) => take(before, now));
        if (turn === null && held === null) return null;
        if (turn === null) {
          // Another instance may have a newer state of the workflow than this one.
          saves.drop(workflowId);
          continue;
        }
        const { state, outputs, changed } = turn;
        state.answers[id] = outputs;
        const all = changed && new Set([...changed, partName('answer', id)]);
        if (await saves.save({ ...turn, changed: all })) return inStartContext(outputs, state);
      }
    });
  }

  /** A workflow is due, or its outputs have waited too long to be published. */
  async #lookAfter(workflowId: string): Promise<void> {
    const { plan, engine } = this.#options;
    const saves = this.#saves;
    const state = this.#stopped ? null : await saves.load(workflowId);
    if (state === null || !isOpen(state)) return;
    const now = this.#clock.now();
    if (saves.isLeftToOthers(state)) {
      this.#timers.set(workflowId, now + OTHERS_WAIT_MS);
      return;
    }
    const turn = await saves.turn(state, (at) => engine.tick(plan, state, at));
    if (turn === null && state.unsent.length === 0) {
      this.#timers.set(workflowId, state.dueAt);
      return;
    }
    const nothing = { state, outputs: [], reports: [], changed: new Set<string>() };
    const isSaved = (turn === null && saves.isMine(state)) || (await saves.saveUnsent(turn ?? nothing));
    if (isSaved) await this.refusals.flush(state);
    else this.#timers.set(workflowId, now + OTHERS_WAIT_MS);
  }
}
