import { OnexError } from '../../../src/errors/index.ts';
import { createLogger } from './recording-logger.ts';
import type { Message, Output } from '../../../src/node/index.ts';
import { BUILTIN_ENGINE } from '../../../src/workflow/engine/engine.ts';
import type { Plan } from '../../../src/workflow/definition/plan.ts';
import type { WorkflowStore } from '../../../src/workflow/index.ts';
import { WorkflowRunner } from '../../../src/workflow/run/runner.ts';
import type { Clock } from '../../../src/workflow/run/timing/clock.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** A call that never comes back, because its process is gone. */
const NEVER = new Promise<never>(() => {});

export interface Shared {
  readonly world: World;
  readonly random: Random;
  readonly store: WorkflowStore;
  readonly crash: number;
  readonly outage: number;
  /** Answers by envelope id: the deduplication store of the node, which outlives its processes. */
  readonly answers: Map<string, readonly Output[]>;
  readonly publish: (outputs: readonly Output[], correlationId: string) => void;
  readonly told: string[];
  /** Until when the store or the bus is unavailable. */
  outageUntil: number;
}

/** One process of the orchestrator. It can be killed at each of its save points. */
export class Instance {
  readonly #shared: Shared;
  readonly #runner: WorkflowRunner;
  readonly #onKill: (() => void)[] = [];
  isAlive = true;

  constructor(plan: Plan, shared: Shared) {
    this.#shared = shared;
    const { world, told } = shared;
    const clock: Clock = {
      now: () => world.now(),
      after: (ms, work) => world.after(ms, () => (this.isAlive ? work() : undefined)),
    };
    this.#runner = new WorkflowRunner({
      plan,
      engine: BUILTIN_ENGINE,
      store: this.#faultyStore(),
      logger: createLogger(told),
      clock,
      sweepMs: 500,
      sink: () => async (outputs, cause) => {
        await this.#savePoint();
        shared.publish(outputs, String(cause?.correlation_id));
        await this.#savePoint();
      },
    });
    world.after(1, () => void this.#recover());
  }

  async #recover(): Promise<void> {
    try {
      await this.#runner.recover({ resend: false });
    } catch {
      this.#shared.world.after(200, () => (this.isAlive ? void this.#recover() : undefined));
    }
  }

  /** Handles a message as the bus does: once, then keeps the answer, then publishes it. */
  async take(message: Message, isStart: boolean): Promise<void> {
    const { answers, publish } = this.#shared;
    const id = message.envelope.envelope_id;
    let outputs = answers.get(id);
    if (outputs === undefined) {
      outputs = isStart
        ? await this.#runner.start(message, 'run', message.payload)
        : await this.#runner.reply(message);
      await this.#savePoint();
      answers.set(id, outputs);
    }
    await this.#savePoint();
    publish(outputs, message.envelope.correlation_id);
    await this.#savePoint();
  }

  kill(): void {
    this.isAlive = false;
    for (const tell of this.#onKill.splice(0)) tell();
  }

  onKill(tell: () => void): void {
    this.#onKill.push(tell);
  }

  /** The process may die here, the store or the bus may be unavailable from here on, or nothing happens. */
  async #savePoint(): Promise<void> {
    const { world, random, crash, outage } = this.#shared;
    if (!this.isAlive) return NEVER;
    if (random.chance(0.3)) await this.#pause(random.between(0, 8));
    if (random.chance(crash)) {
      this.kill();
      return NEVER;
    }
    if (random.chance(outage)) this.#shared.outageUntil = world.now() + random.between(10, 1_500);
    if (world.now() < this.#shared.outageUntil) {
      throw new OnexError('DEPENDENCY_UNAVAILABLE', 'The store or the bus is unavailable.');
    }
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => this.#shared.world.after(ms, resolve));
    if (!this.isAlive) return NEVER;
  }

  /** A call may fail before it had its effect, or after. */
  #faultyStore(): WorkflowStore {
    const { store } = this.#shared;
    const around = async <T>(call: () => Promise<T>): Promise<T> => {
      await this.#savePoint();
      const result = await call();
      await this.#savePoint();
      return result;
    };
    return {
      load: (id, owner) => around(() => store.load(id, owner)),
      save: (state, changed) => around(() => store.save(state, changed)),
      findByCommand: (id, owner) => around(() => store.findByCommand(id, owner)),
      findByCorrelation: (owner, id) => around(() => store.findByCorrelation(owner, id)),
      findEnded: (owner, id) => around(() => store.findEnded(owner, id)),
      listUnfinished: (owner) => around(() => store.listUnfinished(owner)),
      listDue: (owner, before) => around(() => store.listDue(owner, before)),
      listUncompensated: (owner) => around(() => store.listUncompensated(owner)),
      prune: (owner, before) => around(() => store.prune(owner, before)),
      remove: (id, owner) => around(() => store.remove(id, owner)),
    };
  }
}
