/**
 * The one classification of what stores and their clients throw: SQLite, PostgreSQL, Kafka, the
 * file system, the network. It
 * guarantees that an error that is not temporary is never treated as an unavailable store.
 */
export { classifyStoreError, isOfStatement, isRefusedValue, type StoreFault } from './classify.ts';
export { causeOfKafkaType } from './kafka-types.ts';
export { NodeFault, isNodeFault } from './node-fault.ts';
export { toStoreError, type StoreDescription } from './to-store-error.ts';
