/**
 * Connects commands to Kafka, with messages about a missing client, wrong settings, and missing rights. The client is
 * loaded only when a command connects.
 */
export { inOneLine, openReader, openTransport, type KafkaOptions } from './connect.ts';
export { KAFKA_SERVERS_OPTION, kafkaServers, requireKafkaServers } from './servers.ts';
export { requireRights } from './rights.ts';
