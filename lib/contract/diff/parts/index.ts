/**
 * Each file compares one part of two versions of a contract: identity, operations, topics, routing, state machine,
 * intents, workflow, and settings. Exactly one part reports each change. The parts must not depend on the origin of the
 * versions.
 */
export { compareIdentity, compareRest } from './identity.ts';
export { compareIntents } from './intents.ts';
export { compareMachines } from './machine.ts';
export { compareOperations } from './operations.ts';
export { compareRouting } from './routing.ts';
export { compareSettings } from './settings.ts';
export { compareTopics } from './topics.ts';
export { compareWorkflows } from './workflow.ts';
