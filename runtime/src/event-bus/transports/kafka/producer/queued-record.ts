import { OnexError } from '../../../../errors/index.ts';
import type { OutboundRecord } from '../../transport.ts';
import type { Delivery } from './delivery.ts';

/** A record that waits for its partition. */
export interface QueuedRecord {
  readonly record: OutboundRecord;
  /** Approximate size in a batch, in bytes. */
  readonly size: number;
  readonly delivery: Delivery;
}

/** Maximum number of bytes that the batch format adds to a record, and to each of its headers. */
const RECORD_OVERHEAD = 32;
const HEADER_OVERHEAD = 6;

/** @throws OnexError INVALID_PARAMETER if a header is not a string, because the client would fail without naming it. */
export function sizeOf({ topic, key, value, headers }: OutboundRecord): number {
  let size = RECORD_OVERHEAD + byteLength(key) + byteLength(value);
  for (const name in headers) {
    const header: unknown = headers[name];
    if (typeof header !== 'string') {
      throw new OnexError('INVALID_PARAMETER', `header ${name} of a record for ${topic} is not a string`);
    }
    size += HEADER_OVERHEAD + name.length + header.length;
  }
  return size;
}

function byteLength(part: Buffer | string | null): number {
  if (part === null) return 0;
  return typeof part === 'string' ? Buffer.byteLength(part) : part.length;
}
