export { createKafkaTransport, type KafkaTransportOptions } from './transport.ts';
export { topicCreation } from './kafka-config.ts';
