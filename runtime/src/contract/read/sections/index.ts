/**
 * One file for each part at the top of a contract: identity, operations, topics, routing, declarations, algorithm.
 * Each reads its own keys and reports what it does not understand.
 */
export { readAlgorithm } from './algorithm.ts';
export { classNameOf, pascal, snakeOfClass } from './class-names.ts';
export { parseKind, readDomain, readKind, readName, readVersion } from './identity.ts';
export { bare, readOperations, type WrittenOperation } from './operations.ts';
export { knowRoot } from './root.ts';
export { readRouting, type WrittenRouting } from './routing.ts';
export { merge, readTopics, type WrittenTopics } from './topics.ts';
