/** What the client passes to the decoder of a record. */
export interface ClientDecoder {
  readonly buffer: Buffer;
  offset: number;
}

export interface BatchContext {
  /** Integers as text. */
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp?: string;
  readonly magicByte: number;
  readonly isControlBatch?: boolean;
  /** 0: set by the producer; 1: set by the broker. */
  readonly timestampType: number;
}

type Header = Buffer | null;

/** A record as the client passes it to its consumers. */
export interface DecodedRecord {
  readonly magicByte: number;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Header | Header[]>;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchContext;
}

const LOG_APPEND_TIME = 1;

/** Decodes the body of a record in the format that Kafka has had since 0.11. */
export function decodeRecord(decoder: ClientDecoder, context: BatchContext): DecodedRecord {
  const { buffer } = decoder;
  const reader = new Reader(buffer, decoder.offset);
  const attributes = reader.int8();
  const timestampDelta = reader.varlong();
  const offsetDelta = reader.varint();
  const key = reader.bytes();
  const value = reader.bytes();
  const headers: DecodedRecord['headers'] = {};
  const count = reader.varint();
  // A header has at least two bytes. Reads beyond the end would have no limit.
  if (count > buffer.length) throw malformed();
  for (let left = count; left > 0; left -= 1) addHeader(headers, reader.name(), reader.bytes());
  decoder.offset = reader.at;
  const { firstOffset, firstTimestamp, maxTimestamp, magicByte, isControlBatch = false } = context;
  const isAppendTime = context.timestampType === LOG_APPEND_TIME && Boolean(maxTimestamp);
  return {
    magicByte,
    attributes,
    timestamp: isAppendTime ? maxTimestamp! : String(BigInt(firstTimestamp) + timestampDelta),
    offset: String(BigInt(firstOffset) + BigInt(offsetDelta)),
    key,
    value,
    headers,
    isControlRecord: isControlBatch,
    batchContext: context,
  };
}

/** Several headers of one name become a list. */
function addHeader(headers: DecodedRecord['headers'], name: string, value: Header): void {
  const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (Array.isArray(known)) {
    known.push(value);
    return;
  }
  const next = known === undefined ? value : [known, value];
  if (name === '__proto__')
    Object.defineProperty(headers, name, {
      value: next,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else headers[name] = next;
}

function malformed(): RangeError {
  return new RangeError('a record of Kafka is malformed');
}

class Reader {
  readonly buffer: Buffer;
  at: number;

  constructor(buffer: Buffer, at: number) {
    this.buffer = buffer;
    this.at = at;
  }

  int8(): number {
    return this.buffer.readInt8(this.at++);
  }

  varint(): number {
    let result = 0;
    let byte: number;
    for (let shift = 0; ; shift += 7) {
      byte = this.buffer[this.at++]!;
      result += (byte & 0x7f) << shift;
      // Beyond the end, a byte is undefined.
      if (!(byte >= 0x80)) return (result >>> 1) ^ -(result & 1);
    }
  }

  /** Milliseconds between two records, nearly always a few bytes. */
  varlong(): bigint {
    let result = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.buffer[this.at++]!;
      if (shift === 0n && byte < 0x80) return BigInt((byte >>> 1) ^ -(byte & 1));
      result |= BigInt(byte & 0x7f) << shift;
      if (!(byte >= 0x80)) return BigInt.asIntN(64, (result >> 1n) ^ -(result & 1n));
      if (shift > 63n) throw malformed();
    }
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length === -1) return null;
    const begin = this.at;
    this.at += length;
    return this.buffer.subarray(begin, this.at);
  }

  name(): string {
    const length = this.varint();
    const begin = this.at;
    this.at += length;
    return nameIn(this.buffer, begin, this.at);
  }
}

/** Names of known headers, by a hash of their bytes, because the messages of a topic have the same few headers. */
const NAMES: ({ readonly bytes: Buffer; readonly name: string } | undefined)[] = Array.from({ length: 512 });
const LONGEST_NAME = 64;

function nameIn(buffer: Buffer, begin: number, end: number): string {
  const length = end - begin;
  if (length === 0 || length > LONGEST_NAME) return buffer.toString('utf8', begin, end);
  let hash = length;
  for (let at = begin; at < end; at += 1) hash = (hash * 31 + buffer[at]!) & 0xff_ffff;
  const place = hash % NAMES.length;
  const known = NAMES[place];
  if (known !== undefined && known.bytes.length === length && isSame(known.bytes, buffer, begin))
    return known.name;
  const name = buffer.toString('utf8', begin, end);
  // A copy, because a part of the buffer would retain everything that was fetched.
  NAMES[place] = { bytes: Buffer.from(buffer.subarray(begin, end)), name };
  return name;
}

function isSame(bytes: Buffer, buffer: Buffer, begin: number): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== buffer[begin + index]) return false;
  }
  return true;
}
