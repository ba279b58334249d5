/**
 * Encodes the produce requests and decodes the records of kafkajs, which allocates several buffers for each header and
 * copies each batch seven times. It guarantees: the bytes and the records are those of the client's own code, which still
 * encodes every request that is not of the usual form (compressed, transactional, with records of several times).
 */
export { useFastCodec } from './use-fast-codec.ts';
