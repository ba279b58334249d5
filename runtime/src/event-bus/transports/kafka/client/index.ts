/**
 * Creates the client of a transport: its connection settings, its codecs, and its log. A client is created once for
 * each transport. It must not know topics or groups.
 */
export { createKafkaClient, type KafkaClient, type KafkaClientOptions } from './client.ts';
