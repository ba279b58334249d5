/**
 * Settings of the Kafka client from the environment: servers, TLS, SASL, and the creation of topics. Faulty settings
 * are reported with the variable and the expected value, before any connection. Values of secrets are never part of a
 * message.
 */
export { checkKafkaSecurity } from './check-security.ts';
export { kafkaSecurity, topicCreation, type KafkaEnvironment } from './kafka-config.ts';
