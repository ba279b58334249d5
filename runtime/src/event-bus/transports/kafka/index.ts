export { createKafkaTransport, type KafkaTransportOptions } from './transport.ts';
export { topicCreation } from './settings/kafka-config.ts';
export { createKafkaReader, type KafkaReader } from './reading/reader.ts';
export type { Following, PartitionRange } from './reading/index.ts';
