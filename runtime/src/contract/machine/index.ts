/**
 * The state machine of a reducer as its contract states it: reads states, transitions, and conditions, and evaluates a
 * condition. A condition reads as in Python, and an expression that is not understood is a guard for the owner to
 * write. A pattern is accepted only if its time is bounded.
 */
export { checkTriggers } from './check-triggers.ts';
export { conditionHolds, type Decidable } from './conditions/evaluate.ts';
export { readMachine } from './read-machine.ts';
export { settleMachine } from './settle-machine.ts';
export { nameInTopic, type TopicOwner } from './topic-names.ts';
