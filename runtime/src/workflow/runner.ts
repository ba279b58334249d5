import { OnexError } from '../errors/index.ts';
import { uuidv5 } from '../event-bus/index.ts';
import { defineHistogram, type Metrics } from '../health/index.ts';
import type { Logger } from '../logging/index.ts';
import type { Message, Output, OutputSink } from '../node/message.ts';
import { KeyedQueue } from '../state/index.ts';
import { lostSteps } from './contract-change.ts';
import type { Turn, WorkflowEngine } from './engine.ts';
import type { Plan } from './plan.ts';
import { commandIdOf, replyOf } from './reply.ts';
import { isFinished, type WorkflowState } from './state.ts';
import { isOpen, type WorkflowStore } from './store.ts';
import { Sweeper, type SweepTimes } from './sweeper.ts';
import { WorkflowTimers } from './timers.ts';

export interface RunnerOptions extends SweepTimes {
  readonly plan: Plan;
  /** Whose workflows these are, `<environment>/<service>/<node>`; absent: the node's name. */
  readonly owner?: string;
  readonly engine: WorkflowEngine;
  readonly store: WorkflowStore;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  /** Null while the bus is closed. */
  readonly sink: () => OutputSink | null;
}

const WORKFLOW_SECONDS = defineHistogram(
  'onex_workflow_duration_seconds',
  'Time from the start command to the end of its workflow.',
  ['status'],
);

/** Pause before what a time-out gave out is offered to a failing bus again. */
const UNSENT_RETRY_MS = 1_000;

/** Between the bus and the engine: loads, lets the engine take its turn, saves, and only then gives the outputs out. */
export class WorkflowRunner {
  readonly #options: RunnerOptions;
  readonly #queue = new KeyedQueue();
  readonly #timers = new WorkflowTimers((workflowId) => this.#wake(workflowId));
  readonly #sweeper: Sweeper;
  #stopped = false;

  get #owner(): string {
    return this.#options.owner ?? this.#options.plan.node;
  }

  constructor(options: RunnerOptions) {
    this.#options = options;
    const wake = (workflowId: string): void => this.#wake(workflowId);
    this.#sweeper = new Sweeper({ ...options, owner: this.#owner, wake });
  }

  /** A start command, whose payload has been validated. */
  async start(message: Message, operation: string, input: unknown): Promise<readonly Output[]> {
    const { plan, engine } = this.#options;
    const workflowId = uuidv5(message.envelope.envelope_id, this.#owner);
    const start = { workflowId, owner: this.#owner, envelope: message.envelope, operation, input };
    return this.#answer(workflowId, message, (state, now) =>
      state === null ? engine.begin(plan, start, now) : null,
    );
  }

  /** An event on a topic of the steps' nodes; those that answer somebody else's commands are passed over. */
  async reply(message: Message): Promise<readonly Output[]> {
    const { plan, engine } = this.#options;
    const outputs: Output[] = [];
    for (const workflowId of await this.#workflowsOf(message)) {
      const given = await this.#answer(workflowId, message, async (state, now) => {
        if (state === null) return null;
        const reply = replyOf(plan, state, message);
        if (reply !== null) return engine.takeReply(plan, state, reply, now);
        return lostSteps(plan, state).length > 0 ? engine.tick(plan, state, now) : null;
      });
      outputs.push(...given);
      if (given.length > 0) break;
    }
    return outputs;
  }

  /**
   * After a start: time goes on. With `resend` commands whose replies are awaited are sent again, with the same ids; a
   * bus that forgets nothing needs no such thing: it has the command, or else the input that gave it out, whose offset
   * is not committed then. There it would only multiply the messages with each restart of an instance.
   */
  async recover({ resend }: { readonly resend: boolean }): Promise<number> {
    const { plan, store, sink } = this.#options;
    const ids = await store.listUnfinished(this.#owner);
    if (this.#stopped) return 0;
    this.#sweeper.start();
    for (const workflowId of ids) {
      await this.#queue.run(workflowId, async () => {
        const state = this.#stopped ? null : await store.load(workflowId, this.#owner);
        if (state === null) return;
        const pending = resend ? awaited(plan, state) : [];
        if (pending.length > 0) await sink()?.(pending, state.start);
        this.#timers.set(state);
        if (state.unsent.length > 0) await this.#flush(state);
        if (lostSteps(plan, state).length > 0) this.#timers.soon(workflowId, 0);
      });
    }
    return ids.length;
  }

  /** For good: work of workflows in hand ends; timers are dropped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sweeper.stop();
    this.#timers.clear();
    await this.#queue.idle();
    this.#timers.clear();
  }

  async #workflowsOf({ envelope }: Message): Promise<readonly string[]> {
    const { store } = this.#options;
    const cause = commandIdOf(envelope);
    if (cause === null) return store.findByCorrelation(this.#owner, envelope.correlation_id);
    const workflowId = await store.findByCommand(cause, this.#owner);
    return workflowId === null ? [] : [workflowId];
  }

  /** One turn for a message; the outputs of a message that was taken before are given out again. */
  async #answer(
    workflowId: string,
    { envelope }: Message,
    turn: (state: WorkflowState | null, now: number) => Promise<Turn | null> | null,
  ): Promise<readonly Output[]> {
    return this.#queue.run(workflowId, async () => {
      for (;;) {
        const before = await this.#options.store.load(workflowId, this.#owner);
        const known = before?.answers[envelope.envelope_id];
        if (known !== undefined) return known;
        const taken = await turn(before, Date.now());
        if (taken === null) return [];
        const { outputs } = taken;
        const state = {
          ...taken.state,
          answers: { ...taken.state.answers, [envelope.envelope_id]: outputs },
        };
        if (await this.#save(state)) return outputs;
      }
    });
  }

  async #save(state: WorkflowState): Promise<boolean> {
    const saved = { ...state, version: state.version + 1 };
    if (!(await this.#options.store.save(saved))) return false;
    state.version = saved.version;
    this.#timers.set(state);
    if (isFinished(state) && state.unsent.length === 0) {
      const { workflowId, status, start, startedAt, finishedAt } = state;
      this.#options.metrics?.observe(WORKFLOW_SECONDS, ((finishedAt ?? 0) - startedAt) / 1000, { status });
      this.#options.logger.info(
        {
          workflow_id: workflowId,
          status,
          duration_ms: (finishedAt ?? 0) - startedAt,
          correlation_id: start.correlation_id,
        },
        'workflow ended',
      );
    }
    return true;
  }

  /** A timer fired. */
  #wake(workflowId: string): void {
    void this.#queue
      .run(workflowId, async () => {
        const { plan, engine, store } = this.#options;
        const before = await store.load(workflowId, this.#owner);
        if (before === null || !isOpen(before)) return;
        const turn = await engine.tick(plan, before, Date.now());
        if (turn === null) {
          this.#timers.set(before);
          if (before.unsent.length > 0) await this.#flush(before);
          return;
        }
        const unsentAt = before.unsent.length > 0 ? before.unsentAt : Date.now();
        const state = { ...turn.state, unsent: [...before.unsent, ...turn.outputs], unsentAt };
        if (await this.#save(state)) await this.#flush(state);
        else this.#timers.soon(workflowId, 0);
      })
      .catch((error: unknown) => {
        this.#options.logger.error(
          { workflow_id: workflowId, error },
          'time-out could not be handled, trying again',
        );
        this.#timers.soon(workflowId, UNSENT_RETRY_MS);
      });
  }

  /** Publishes what time-outs gave out. While the bus is closed it stays in the state, for the next start. */
  async #flush(state: WorkflowState): Promise<void> {
    const sink = this.#options.sink();
    if (sink === null) return;
    await sink(state.unsent, state.start);
    if (!(await this.#save({ ...state, unsent: [] }))) {
      throw new OnexError(
        'INVALID_STATE',
        `Workflow ${state.workflowId} was saved by somebody else meanwhile.`,
      );
    }
  }
}

/** Commands that were sent and have no reply yet. */
function awaited(plan: Plan, { steps }: WorkflowState): readonly Output[] {
  return Object.entries(steps).flatMap(([id, { command, waiting }]) =>
    command === null || waiting || !plan.byId.has(id) ? [] : [command],
  );
}
