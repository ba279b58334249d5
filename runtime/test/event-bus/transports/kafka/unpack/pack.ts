/** A part of a compressed text: bytes as they are, or a copy of what came before. */
export type Part = { readonly literal: Buffer } | { readonly distance: number; readonly length: number };

/** What the parts mean. */
export function meaningOf(parts: readonly Part[]): Buffer {
  const bytes: number[] = [];
  for (const part of parts) {
    if ('literal' in part) for (const byte of part.literal) bytes.push(byte);
    else for (let left = part.length; left > 0; left -= 1) bytes.push(bytes.at(-part.distance) ?? 0);
  }
  return Buffer.from(bytes);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function snappyLiteral(bytes: Buffer): Buffer {
  const length = bytes.length - 1;
  if (bytes.length === 0) return bytes;
  if (length < 60) return Buffer.concat([Buffer.from([length << 2]), bytes]);
  return Buffer.concat([Buffer.from([62 << 2, length & 255, (length >> 8) & 255, length >> 16]), bytes]);
}

/** A copy has at most 64 bytes; each of its three forms is used where it fits. */
function snappyCopy(distance: number, length: number): Buffer {
  const copies: Buffer[] = [];
  let left = length;
  if (distance < 65_536) {
    const whole = Math.floor(left / 64);
    copies.push(Buffer.alloc(whole * 3, Buffer.from([2 | (63 << 2), distance & 255, distance >> 8])));
    left -= whole * 64;
  }
  while (left > 0) {
    const part = Math.min(left, 64);
    left -= part;
    if (part >= 4 && part <= 11 && distance < 2048)
      copies.push(Buffer.from([1 | ((part - 4) << 2) | ((distance >> 8) << 5), distance & 255]));
    else if (distance < 65_536)
      copies.push(Buffer.from([2 | ((part - 1) << 2), distance & 255, distance >> 8]));
    else copies.push(Buffer.concat([Buffer.from([3 | ((part - 1) << 2)]), uint32(distance)]));
  }
  return Buffer.concat(copies);
}

/** A block of Snappy that states `size`, by default as many bytes as it has. */
export function snappyBlock(parts: readonly Part[], size?: number): Buffer {
  const total = parts.reduce((sum, part) => sum + ('literal' in part ? part.literal.length : part.length), 0);
  return Buffer.concat([
    varint(size ?? total),
    ...parts.map((part) =>
      'literal' in part ? snappyLiteral(part.literal) : snappyCopy(part.distance, part.length),
    ),
  ]);
}

/** Blocks as the Java client frames them. */
export function snappyFrames(blocks: readonly Buffer[]): Buffer {
  const header = Buffer.from('\x82SNAPPY\0\0\0\0\x01\0\0\0\x01', 'latin1');
  return Buffer.concat([
    header,
    ...blocks.flatMap((block) => {
      const size = Buffer.alloc(4);
      size.writeInt32BE(block.length);
      return [size, block];
    }),
  ]);
}

function lz4Length(value: number): readonly number[] {
  if (value < 15) return [];
  const rest = value - 15;
  return [...Array.from({ length: Math.floor(rest / 255) }, () => 255), rest % 255];
}

/** A block of LZ4: each sequence has literals and a copy of at least four bytes, the last one literals only. */
export function lz4Block(parts: readonly Part[]): Buffer {
  const bytes: Buffer[] = [];
  let literals: Buffer[] = [];
  const sequence = (copy: { distance: number; length: number } | null): void => {
    const given = Buffer.concat(literals);
    literals = [];
    const more = copy === null ? 0 : copy.length - 4;
    const token = (Math.min(given.length, 15) << 4) | Math.min(more, 15);
    bytes.push(Buffer.from([token, ...lz4Length(given.length)]), given);
    if (copy !== null) bytes.push(Buffer.from([copy.distance & 255, copy.distance >> 8, ...lz4Length(more)]));
  };
  for (const part of parts) {
    if ('literal' in part) literals.push(part.literal);
    else sequence(part);
  }
  sequence(null);
  return Buffer.concat(bytes);
}

export interface Lz4Options {
  readonly contentSize?: bigint;
  readonly blockChecksums?: boolean;
  readonly contentChecksum?: boolean;
  readonly dictionary?: boolean;
}

/** A frame of LZ4. A block may be given as it is, uncompressed. Checksums are zeros. */
export function lz4Frame(
  blocks: readonly (Buffer | { readonly uncompressed: Buffer })[],
  { contentSize, blockChecksums, contentChecksum, dictionary }: Lz4Options = {},
): Buffer {
  const flags =
    0x60 |
    (blockChecksums === true ? 0x10 : 0) |
    (contentSize === undefined ? 0 : 8) |
    (contentChecksum === true ? 4 : 0) |
    (dictionary === true ? 1 : 0);
  const size = Buffer.alloc(contentSize === undefined ? 0 : 8);
  if (contentSize !== undefined) size.writeBigUInt64LE(contentSize);
  return Buffer.concat([
    uint32(0x184d2204),
    Buffer.from([flags, 0x40]),
    size,
    Buffer.alloc(dictionary === true ? 5 : 1),
    ...blocks.flatMap((block) => {
      const isPlain = !Buffer.isBuffer(block);
      const bytes = isPlain ? block.uncompressed : block;
      return [
        uint32(bytes.length + (isPlain ? 0x8000_0000 : 0)),
        bytes,
        Buffer.alloc(blockChecksums === true ? 4 : 0),
      ];
    }),
    Buffer.alloc(contentChecksum === true ? 8 : 4),
  ]);
}
