/**
 * Unpacks compressed batches of records within bounded memory. Content beyond the limit is never retained. For each
 * record that does not fit, its position, key, size, hash, and first kilobyte remain, so it can be dead-lettered and
 * the following records are handled.
 */
export { decodeLz4 } from './lz4.ts';
export { decodeSnappy } from './snappy.ts';
export { gather, unpack } from './unpack.ts';
export { type OversizedRecord, OVERSIZED_HEADER, readOversized } from './oversized-record.ts';
