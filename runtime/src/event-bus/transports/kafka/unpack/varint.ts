/** Reads numbers as the records of a batch contain them: zigzag varints of seven bits a byte. */
export interface Varint {
  readonly value: bigint;
  /** Where the next field begins. */
  readonly next: number;
}

/** Null if the bytes end before the number does. @throws RangeError if it is longer than a number can be. */
export function readVarint(bytes: Buffer, at: number): Varint | null {
  let bits = 0n;
  for (let index = at; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    bits |= BigInt(byte & 0x7f) << BigInt(7 * (index - at));
    if (byte < 0x80) return { value: (bits >> 1n) ^ -(bits & 1n), next: index + 1 };
    if (index - at >= 9) throw new RangeError('a compressed batch is malformed');
  }
  return null;
}

export function writeVarint(value: bigint | number): Buffer {
  const signed = BigInt(value);
  const bytes: number[] = [];
  let bits = BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n));
  for (; bits > 0x7fn; bits >>= 7n) bytes.push(Number(bits & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(bits)]);
}

/** Bytes with their length before them. Null has the length -1. */
export function writeBytes(bytes: Buffer | null): Buffer {
  return bytes === null ? writeVarint(-1) : Buffer.concat([writeVarint(bytes.length), bytes]);
}
