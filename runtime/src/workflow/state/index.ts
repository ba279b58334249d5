/**
 * The state of one running workflow, its form as JSON, and how an older form is converted. Guarantees: a state is read
 * whole or refused with a reason, never guessed; a state of schema 1 becomes the same workflow in the present schema;
 * what is read is what was written. It must not know stores or the bus.
 */
export {
  commandIdOf,
  eventOf,
  failureIn,
  isInconclusive,
  lateReplyOf,
  meaningOf,
  operationFits,
  replyOf,
  replyTopics,
  withReplyTopics,
  type Meaning,
  type Reply,
  type StepEvent,
} from './reply.ts';
export { UnreadableWorkflow, parseWorkflow, partName, workflowRows } from './state-json.ts';
export {
  STATE_SCHEMA,
  UNTOUCHED,
  allowedMs,
  isFinished,
  isUncompensated,
  type EarlyEvent,
  type Effect,
  type SentCommand,
  type StepState,
  type StepStatus,
  type WorkflowState,
  type WorkflowStatus,
} from './state.ts';
