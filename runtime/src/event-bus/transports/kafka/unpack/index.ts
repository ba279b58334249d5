/**
 * Unpacks compressed batches of records within bounded memory. What a batch holds beyond the limit is never kept: of each
 * record that does not fit, its place, key, size, hash, and first kilobyte remain, so that it can be dead-lettered and
 * the records behind it are handled.
 */
export { decodeLz4 } from './lz4.ts';
export { decodeSnappy } from './snappy.ts';
export { MOST_UNPACKED, gather, unpack } from './unpack.ts';
export { type OversizedRecord, OVERSIZED_HEADER, readOversized } from './oversized-record.ts';
