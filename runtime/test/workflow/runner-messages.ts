import { createEnvelope, type Envelope } from '../../src/event-bus/index.ts';
import type { Message, Output } from '../../src/node/index.ts';
import type { PlanOptions } from './sample-plan.ts';

/** What a runner gave out beside the answers to messages, and somebody to wait for it. */
export function collectingSink() {
  const outputs: Output[] = [];
  const causes: (Envelope | undefined)[] = [];
  let wake = (): void => {};
  return {
    outputs,
    causes,
    sink: async (more: readonly Output[], cause?: Envelope): Promise<void> => {
      outputs.push(...more);
      causes.push(cause);
      wake();
    },
    async until(topicPart: string): Promise<Output> {
      for (;;) {
        const found = outputs.find(({ topic }) => topic.includes(topicPart));
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

export const start = (payload: object = {}): Message => {
  const envelope = createEnvelope(payload);
  return { payload, envelope, topic: 'onex.cmd.shop.trip-requested.v1' };
};
export const replyTo = (command: Output | undefined, step: string, payload: object = {}): Message => {
  const envelope = createEnvelope(payload, { causationId: String(command?.envelopeId) });
  return { payload, envelope, topic: `onex.evt.shop.${step}-completed.v1` };
};
export const commandIn = (outputs: readonly Output[]): Output | undefined =>
  outputs.find(({ kind }) => kind === 'command');

/** A runner without an owner of its own has its node's name. */
export const OWNER = 'node_shop_trip_orchestrator';

export const TWO_STEPS: PlanOptions = { steps: { a: {}, b: { after: ['a'] } } };
