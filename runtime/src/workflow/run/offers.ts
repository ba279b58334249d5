import type { Message } from '../../node/messages/index.ts';
import type { Turn, WorkflowEngine } from '../engine/index.ts';
import type { Plan } from '../definition/index.ts';
import { commandIdOf, eventOf, lateReplyOf, replyOf, type WorkflowState } from '../state/index.ts';
import { hasForeignStep } from './awaited.ts';

/** Offers a message to a workflow. Null if the workflow does not accept it. */
export type Offer = (state: WorkflowState, now: number) => Promise<Turn | null> | null;

/** How a workflow may accept an event on a topic of the steps' nodes, in the order in which the ways are tried. */
export interface Offers {
  /** As the reply to a command. */
  readonly reply: Offer;
  /** As the late reply, which names no command, to a step that was given up. */
  readonly late: Offer;
  /** As an event for a later step, or as a sign that the contract no longer has a step. */
  readonly early: Offer;
}

export function offersOf(plan: Plan, engine: WorkflowEngine, message: Message): Offers {
  const isEvent = commandIdOf(message.envelope) === null;
  return {
    reply(state, now) {
      const reply = replyOf(plan, state, message);
      return reply === null ? null : engine.takeReply(plan, state, reply, now);
    },
    late(state, now) {
      const reply = lateReplyOf(plan, state, message);
      return reply === null ? null : engine.takeReply(plan, state, reply, now);
    },
    early(state, now) {
      const { envelope_id: id } = message.envelope;
      if (isEvent) return engine.keepEvent(plan, state, id, eventOf(plan, message), now);
      // The contract no longer has a step that the workflow has begun, and no other message will ever report it.
      return hasForeignStep(plan, state) ? engine.tick(plan, state, now) : null;
    },
  };
}
