/**
 * The Kafka transport: publishes, consumes as a member of a group, and reads partitions without a group. It loads
 * kafkajs only when it connects. Differences between the client and the contract of `EventTransport` are corrected in
 * `kafkajs/`, `producer/`, and `consumer/`; no other folder of the runtime imports the client.
 */
export { createKafkaTransport, type KafkaTransportOptions } from './transport.ts';
export { topicCreation } from './settings/index.ts';
export { createKafkaReader, type KafkaReader } from './reading/reader.ts';
export type { Following, PartitionRange } from './reading/index.ts';
