/** Maximum length of text, in bytes, whose length field is one byte. */
const SHORT = 63;
/** Up to this length, copying characters is faster than a call of the encoder. */
const LONGEST_COPIED = 64;

/** Writes the fields of Kafka's protocol one after another into a buffer that grows. */
export interface ByteWriter {
  /** The written bytes are at its beginning. */
  buffer(): Buffer;
  position(): number;
  int8(value: number): void;
  int16(value: number): void;
  int32(value: number): void;
  int64(value: number): void;
  /** Overwrites a number that was written earlier. */
  setInt32(at: number, value: number): void;
  /** A zigzag varint: seven bits a byte. */
  varint(value: number): void;
  /** Text with its length before it, as a varint. The length of null is -1. */
  varBytes(value: Buffer | string | null): void;
  /** Calls `write`, and writes the number of bytes before them, as a varint. */
  sized(write: () => void): void;
  text(value: string): void;
}

/** @param size Expected number of bytes. */
export function createByteWriter(size: number): ByteWriter {
  let buffer = Buffer.allocUnsafe(size);
  let at = 0;

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(at + bytes, buffer.length * 2));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  const varint = (value: number): void => {
    reserve(5);
    let rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7f) !== 0) {
      buffer[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[at++] = rest;
  };
  /** Writes text, and returns its number of bytes. The space for it was reserved. */
  const write = (value: string): number => {
    const { length } = value;
    if (length <= LONGEST_COPIED) {
      let index = 0;
      for (; index < length; index += 1) {
        const code = value.charCodeAt(index);
        if (code > 0x7f) break;
        buffer[at + index] = code;
      }
      if (index === length) return length;
    }
    return buffer.write(value, at, 'utf8');
  };
  /** Writes the length before the bytes since `begin`, where `width` bytes were left for it. */
  const prefix = (begin: number, width: number): void => {
    const end = at;
    const length = end - begin - width;
    const wanted = widthOf(length);
    if (wanted !== width) {
      reserve(wanted);
      buffer.copyWithin(begin + wanted, begin + width, end);
    }
    at = begin;
    varint(length);
    at = begin + wanted + length;
  };

  return {
    buffer: () => buffer,
    position: () => at,
    int8(value) {
      reserve(1);
      at = buffer.writeInt8(value, at);
    },
    int16(value) {
      reserve(2);
      at = buffer.writeInt16BE(value, at);
    },
    int32(value) {
      reserve(4);
      at = buffer.writeInt32BE(value, at);
    },
    int64(value) {
      reserve(8);
      at = buffer.writeBigInt64BE(BigInt(value), at);
    },
    setInt32(place, value) {
      buffer.writeInt32BE(value | 0, place);
    },
    varint,
    varBytes(value) {
      if (value === null) {
        varint(-1);
        return;
      }
      if (typeof value !== 'string') {
        varint(value.length);
        reserve(value.length);
        at += value.copy(buffer, at);
        return;
      }
      // A character has at most three bytes. Nearly all have one.
      reserve(value.length * 3 + 5);
      const begin = at;
      const width = widthOf(value.length);
      at += width;
      const written = write(value);
      at += written;
      if (written === value.length && written <= SHORT) buffer[begin] = written << 1;
      else prefix(begin, width);
    },
    sized(content) {
      const begin = at;
      reserve(2);
      at += 2;
      content();
      prefix(begin, 2);
    },
    text(value) {
      reserve(value.length * 3 + 2);
      at += 2;
      const written = write(value);
      buffer.writeInt16BE(written, at - 2);
      at += written;
    },
  };
}

/** Number of bytes of a length as a varint, in which one bit is the sign. */
function widthOf(length: number): number {
  if (length < 0x40) return 1;
  if (length < 0x2000) return 2;
  if (length < 0x10_0000) return 3;
  return length < 0x800_0000 ? 4 : 5;
}
