export { inOneLine, openReader, openTransport, type KafkaOptions } from './connect.ts';
export { KAFKA_SERVERS_OPTION, kafkaServers, requireKafkaServers } from './servers.ts';
export { requireRights } from './rights.ts';
