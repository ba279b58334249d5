import { createEnvelope, outputId, type Envelope } from '../../../src/event-bus/index.ts';
import { OnexError } from '../../../src/errors/index.ts';
import type { Message, Output } from '../../../src/node/index.ts';
import type { Effects } from './effects.ts';
import type { Random } from './random.ts';
import type { Faults } from './scenario.ts';
import type { World } from './world.ts';

interface Options {
  readonly world: World;
  readonly random: Random;
  readonly effects: Effects;
  readonly faults: Faults;
  readonly publish: (message: Message) => void;
}

/**
 * Stands in for the nodes of all steps. A command that was answered is answered again with the same envelope; one that is
 * in hand is joined; one whose handling was cut off by a crash is handled again.
 */
export class StepNode {
  readonly #options: Options;
  readonly #answers = new Map<string, Message>();
  readonly #inHand = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Commands that have no answer yet. */
  get inHand(): number {
    return this.#inHand.size;
  }

  take(command: Output, correlationId: string): void {
    const id = String(command.envelopeId);
    const known = this.#answers.get(id);
    if (known !== undefined) this.#options.publish(known);
    if (known !== undefined || this.#inHand.has(id)) return;
    this.#inHand.add(id);
    const { world, random, faults } = this.#options;
    const takes = random.chance(faults.late / 2) ? random.between(300, 3_000) : random.between(1, 30);
    world.after(takes, () => this.#handle(command, correlationId));
  }

  #handle(command: Output, correlationId: string): void {
    const { world, random, faults } = this.#options;
    const error = this.#act(command);
    if (random.chance(faults.nodeCrash)) {
      world.after(random.between(50, 400), () => this.#handle(command, correlationId));
      return;
    }
    const answer = this.#answer(command, correlationId, error);
    this.#answers.set(String(command.envelopeId), answer);
    this.#inHand.delete(String(command.envelopeId));
    this.#options.publish(answer);
  }

  /** Does or undoes the effect. @returns why it did not. */
  #act({ idempotencyKey, compensates }: Output): OnexError | null {
    const { random, faults, effects } = this.#options;
    const key = String(idempotencyKey);
    if (compensates !== undefined) {
      if (random.chance(faults.undoFailure))
        return new OnexError('OPERATION_FAILED', 'It cannot be undone now.');
      effects.undo(key, compensates);
      return null;
    }
    if (!effects.isKnown(key) && random.chance(faults.failure)) {
      const code = random.pick(['OPERATION_FAILED', 'TIMEOUT_EXCEEDED', 'INVALID_STATE'] as const);
      // A node that gave up on its handler cannot say whether the handler has finished since.
      if (code === 'TIMEOUT_EXCEEDED' && random.chance(0.5)) effects.do(key);
      return new OnexError(code, 'It cannot be done.');
    }
    return effects.do(key) ? null : new OnexError('INVALID_STATE', 'It was undone before it was done.');
  }

  #answer(command: Output, correlationId: string, error: OnexError | null): Message {
    const id = String(command.envelopeId);
    const { operation = null } = command;
    const payload = error === null ? { done: true } : { error: error.toJSON() };
    const cause = this.#options.faults.upperCase ? id.toUpperCase() : id;
    const envelope: Envelope = createEnvelope(payload, {
      envelopeId: outputId(id, 'node', 0),
      correlationId,
      causationId: cause,
      operation,
    });
    const topic = command.topic.replace('.cmd.', '.evt.');
    const ending = error === null ? 'completed' : 'failed';
    return { payload, envelope, topic: topic.replace('-requested.', `-${ending}.`) };
  }
}
