export { createKafkaTransport, type KafkaTransportOptions } from './transport.ts';
export { topicCreation } from './kafka-config.ts';
export { createKafkaReader, type KafkaReader, type OpenReading, type ReadOptions } from './reader.ts';
