export { createKafkaTransport, type KafkaTransportOptions } from './transport.ts';
export { topicCreation } from './kafka-config.ts';
export { createKafkaReader, type KafkaReader } from './reader.ts';
export type { Following, PartitionRange } from './reading/index.ts';
