/**
 * Compares one part of two versions of a contract each: identity, operations, topics, routing, state machine,
 * intents, workflow, and settings. Each change is reported by exactly one part. The parts must not know where the
 * versions come from.
 */
export { compareIdentity, compareRest } from './identity.ts';
export { compareIntents } from './intents.ts';
export { compareMachines } from './machine.ts';
export { compareOperations } from './operations.ts';
export { compareRouting } from './routing.ts';
export { compareSettings } from './settings.ts';
export { compareTopics } from './topics.ts';
export { compareWorkflows } from './workflow.ts';
