import { type Hash, createHash } from 'node:crypto';
import { OVERSIZED_HEADER } from './oversized-record.ts';
import { readVarint, writeBytes, writeVarint } from './varint.ts';

/** Number of bytes of a value that are retained. */
const KEPT = 1024;
/**
 * How many times the budget a batch may have with its shortened records, which have little more than what is retained.
 */
const MOST_SHORT = 5;
/** Number of bytes of a record that are examined. If its key does not end within them, the record is left out. */
const HEAD = 16 * 1024;

export interface Condenser {
  /** Takes the next bytes of the unpacked batch. */
  write(chunk: Buffer): void;
  /** The batch, with short records in place of those that do not fit. @throws RangeError if it is malformed. */
  end(): Buffer;
}

interface Large {
  readonly length: number;
  seen: number;
  head: Buffer;
  readonly hash: Hash;
}

/** Retains whole records as long as they fit into `budget` bytes together, and what identifies the others. */
export function createCondenser(budget: number): Condenser {
  const kept: Buffer[] = [];
  let size = 0;
  let pending: Buffer = Buffer.alloc(0);
  let large: Large | null = null;

  const keep = (bytes: Buffer): void => {
    kept.push(bytes);
    size += bytes.length;
    if (size > budget * MOST_SHORT)
      throw new RangeError('a compressed batch has too many records to be unpacked');
  };
  const writeLarge = (record: Large, chunk: Buffer): Buffer => {
    const part = chunk.subarray(0, record.length - record.seen);
    record.seen += part.length;
    record.hash.update(part);
    if (record.head.length < HEAD)
      record.head = Buffer.concat([record.head, part.subarray(0, HEAD - record.head.length)]);
    if (record.seen === record.length) {
      keep(shortRecord(record));
      large = null;
    }
    return chunk.subarray(part.length);
  };

  return {
    write(chunk) {
      let rest = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      pending = Buffer.alloc(0);
      while (rest.length > 0) {
        if (large !== null) {
          rest = writeLarge(large, rest);
          continue;
        }
        const length = readVarint(rest, 0);
        if (length !== null) {
          const end = length.next + Number(length.value);
          if (length.value < 0n) throw new RangeError('a compressed batch is malformed');
          if (size + end > budget) {
            large = {
              length: Number(length.value),
              seen: 0,
              head: Buffer.alloc(0),
              hash: createHash('sha256'),
            };
            rest = rest.subarray(length.next);
            continue;
          }
          if (rest.length >= end) {
            // A copy, so the rest of the chunk is not retained with it.
            keep(Buffer.from(rest.subarray(0, end)));
            rest = rest.subarray(end);
            continue;
          }
        }
        pending = rest;
        return;
      }
    },
    end() {
      if (pending.length > 0 || large !== null) throw new RangeError('a compressed batch is cut off');
      return Buffer.concat(kept);
    },
  };
}

/**
 * A record with the same position and key, the beginning of the value, and a description of the original in a header.
 */
function shortRecord({ head, length, hash }: Large): Buffer {
  let at = 1;
  const number = (): bigint => {
    const read = readVarint(head, at);
    if (read === null) throw new RangeError('a compressed batch is malformed');
    at = read.next;
    return read.value;
  };
  const timestampDelta = number();
  const offsetDelta = number();
  const keyLength = Number(number());
  const hasKey = keyLength >= 0 && at + keyLength + 10 <= head.length;
  const key = hasKey ? head.subarray(at, at + keyLength) : null;
  let value: Buffer | null = Buffer.alloc(0);
  if (hasKey || keyLength < 0) {
    at += Math.max(0, keyLength);
    const valueLength = Number(number());
    value = valueLength < 0 ? null : head.subarray(at, at + Math.min(valueLength, KEPT));
  }
  const cutOff = JSON.stringify({ bytes: length, sha256: hash.digest('hex') });
  const body = Buffer.concat([
    head.subarray(0, 1),
    writeVarint(timestampDelta),
    writeVarint(offsetDelta),
    writeBytes(key),
    writeBytes(value),
    writeVarint(1),
    writeBytes(Buffer.from(OVERSIZED_HEADER)),
    writeBytes(Buffer.from(cutOff)),
  ]);
  return Buffer.concat([writeVarint(body.length), body]);
}
