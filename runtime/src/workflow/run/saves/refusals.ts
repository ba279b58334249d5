import { isInfrastructureError, toOnexError, type OnexError } from '../../../errors/index.ts';
import type { Logger } from '../../../logging/index.ts';
import type { Message, Output, OutputSink } from '../../../node/messages/index.ts';
import type { KeyedQueue } from '../../../state/index.ts';
import { type WorkflowEngine, withdrawnWith } from '../../engine/index.ts';
import type { Plan } from '../../definition/index.ts';
import { partName, type WorkflowState } from '../../state/index.ts';
import type { WorkflowStore } from '../../stores/index.ts';
import { inStartContext } from './start-context.ts';
import type { Saves } from './saves.ts';

/** The replacement of a refused output, and the envelope IDs of other outputs that must not be published with it. */
export interface Replacement {
  readonly outputs: readonly Output[];
  readonly withdrawn: readonly string[];
}

export interface RefusalsOptions {
  readonly plan: Plan;
  readonly engine: WorkflowEngine;
  readonly store: WorkflowStore;
  readonly owner: string;
  readonly queue: KeyedQueue;
  readonly saves: Saves;
  readonly logger: Logger;
  /** Null while the bus is closed. */
  readonly sink: () => OutputSink | null;
}

/**
 * Outputs of workflows that the bus permanently refuses, for example because of their size. They are faults of the
 * workflow, not of the message in progress. The workflow takes each of them as a turn, which is saved before anything
 * replaces the output.
 */
export class Refusals {
  readonly #options: RefusalsOptions;

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /**
   * For an output that a message caused. The same refusal has the same replacement. Null if no workflow took the
   * message.
   */
  async replace({ envelope }: Message, envelopeId: string, error: OnexError): Promise<Replacement | null> {
    const { store, owner, queue, saves } = this.#options;
    const workflowId = await store.findByCommand(envelope.envelope_id, owner);
    if (workflowId === null) return null;
    return queue.run(workflowId, async () => {
      for (;;) {
        const state = await saves.load(workflowId);
        if (state === null) return null;
        const withdrawn = withdrawnWith(state, envelopeId);
        if (Object.hasOwn(state.answers, envelopeId))
          return { outputs: inStartContext(state.answers[envelopeId] ?? [], state), withdrawn };
        this.#report(state, envelopeId, error);
        const turn = await this.#turn(state, envelopeId, error);
        if (turn === null) return { outputs: [], withdrawn };
        state.answers[envelopeId] = turn.outputs;
        const changed = turn.changed && new Set([...turn.changed, partName('answer', envelopeId)]);
        if (await saves.save({ ...turn, changed }))
          return { outputs: inStartContext(turn.outputs, state), withdrawn };
      }
    });
  }

  /**
   * Publishes outputs that no message caused, and the replacements of refused ones. The caller has the workflow's turn.
   */
  async flush(state: WorkflowState): Promise<void> {
    const { saves, sink } = this.#options;
    for (let now: WorkflowState | null = state; now !== null && now.unsent.length > 0;) {
      const publish = sink();
      if (publish === null) return;
      const refused = await saves.flush(now, publish);
      if (refused === null) return;
      now = await saves.load(now.workflowId);
      if (now === null || !saves.isMine(now)) return;
      const { envelopeId } = refused.output;
      const error = toOnexError(refused.error, 'PROCESSING_ERROR');
      this.#report(now, envelopeId ?? '', error);
      const withdrawn = new Set([envelopeId, ...withdrawnWith(now, envelopeId ?? '')]);
      const turn = await this.#turn(now, envelopeId ?? '', error);
      now.unsent = now.unsent.filter((output) => !withdrawn.has(output.envelopeId));
      const nothing = { state: now, outputs: [], reports: [], changed: new Set<string>() };
      if (!(await saves.saveUnsent(turn ?? nothing))) return;
    }
  }

  #turn(state: WorkflowState, envelopeId: string, error: OnexError) {
    const { plan, engine, saves } = this.#options;
    return saves.turn(state, (now) => engine.takeRefusal(plan, state, envelopeId, error, now));
  }

  #report({ workflowId, start }: WorkflowState, envelopeId: string, error: OnexError): void {
    this.#options.logger.error(
      {
        workflow_id: workflowId,
        correlation_id: start.correlation_id,
        envelope_id: envelopeId,
        phase: 'answer',
        error,
      },
      'an output of the workflow cannot be published',
    );
  }
}

/** Publishes outputs together, or one by one if the bus refuses one of them. @returns the first that it refuses. */
export async function publishUnrefused(
  outputs: readonly Output[],
  publish: (outputs: readonly Output[]) => Promise<void>,
): Promise<{ readonly sent: readonly Output[]; readonly refused: RefusedOutput | null }> {
  try {
    await publish(outputs);
    return { sent: outputs, refused: null };
  } catch (error) {
    if (isInfrastructureError(error)) throw error;
  }
  const sent: Output[] = [];
  for (const output of outputs) {
    try {
      await publish([output]);
      sent.push(output);
    } catch (error) {
      if (isInfrastructureError(error)) throw error;
      return { sent, refused: { output, error } };
    }
  }
  return { sent, refused: null };
}

export interface RefusedOutput {
  readonly output: Output;
  readonly error: unknown;
}
