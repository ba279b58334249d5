/**
 * The conditions of one consumer, and who owns each:
 * - `membership`: the consumer is a member of its group. Owner: the state machine of its membership.
 * - `partitions`: every partition of its topics has a reader in the group. Owner: the watch over the topics.
 * - `processing`: the consumer did not leave its group because a message could not be processed. Owner: the consumer.
 * - `messages`: no message waits for an unavailable dependency. Owner: the waiting messages.
 */
export const CONSUMER_CONDITIONS = ['membership', 'partitions', 'processing', 'messages'] as const;

export type ConsumerCondition = (typeof CONSUMER_CONDITIONS)[number];

/** Name of a condition among those of the whole node, for a consumer with the given purpose. */
export function conditionSource(purpose: string, condition: ConsumerCondition): string {
  return condition === 'membership' ? purpose : `${purpose}-${condition}`;
}
