/**
 * Consumes topics as a member of a group: joins, handles records in the order of each key, commits, and leaves.
 *
 * 1. An offset is committed only up to the first record of its partition that is not done.
 * 2. An offset is committed only as the member that received its records. After another join the records belong to
 *    the members that received them.
 * 3. Before a group is joined again, the consumer waits for the records in handlers, for at most half a session.
 * 4. A record whose handler fails is not committed, and is delivered again.
 *
 * It must not know what a record contains.
 */
export { startKafkaSubscription } from './subscription.ts';
