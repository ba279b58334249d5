/**
 * Encodes the produce requests and decodes the records of kafkajs, which allocates several buffers for each header and
 * copies each batch seven times. It guarantees the same bytes and records as the client's own code. That code still
 * encodes every unusual request (compressed, transactional, or with records that have different times).
 */
export { useFastCodec } from './use-fast-codec.ts';
