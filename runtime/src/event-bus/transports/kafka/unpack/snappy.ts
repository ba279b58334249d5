import { MOST_UNPACKED } from './unpack.ts';
import { createWindow } from './window.ts';

/**
 * How the Java client frames blocks: this marker, two versions, and the size before each block. Other clients frame
 * nothing.
 */
const FRAME = Buffer.from('\x82SNAPPY\0', 'latin1');
const FRAME_HEADER = 16;

const LITERAL = 0;
const COPY_1 = 1;
const COPY_2 = 2;

/** Decodes Snappy incrementally, framed or not. @throws RangeError if the bytes are not in its format. */
export function* decodeSnappy(packed: Buffer): Generator<Buffer> {
  if (!packed.subarray(0, FRAME.length).equals(FRAME)) {
    yield* decodeBlock(packed);
    return;
  }
  for (let at = FRAME_HEADER; at < packed.length;) {
    const size = at + 4 <= packed.length ? packed.readInt32BE(at) : -1;
    if (size < 0 || at + 4 + size > packed.length) throw cutOff();
    yield* decodeBlock(packed.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
}

/**
 * A block: its unpacked size, then literals and copies of earlier output. Most compressors start again after 64 KiB,
 * but those of Go clients do not, so a copy may reach back to any retained byte of the batch.
 */
function* decodeBlock(block: Buffer): Generator<Buffer> {
  let at = 0;
  const number = (bytes: number): number => {
    if (at + bytes > block.length) throw cutOff();
    at += bytes;
    return bytes === 0 ? 0 : block.readUIntLE(at - bytes, bytes);
  };
  let stated = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = number(1);
    stated += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
    if (shift === 28) throw malformed();
  }
  const window = createWindow(MOST_UNPACKED, stated);
  while (at < block.length) {
    const tag = number(1);
    const kind = tag & 3;
    if (kind === LITERAL) {
      const short = tag >> 2;
      const length = (short < 60 ? short : number(short - 59)) + 1;
      if (at + length > block.length) throw cutOff();
      if (window.total() + length > stated) throw malformed();
      for (const end = at + length; at < end;) {
        if (window.room() === 0) yield window.give();
        const part = block.subarray(at, Math.min(end, at + window.room()));
        window.literal(part);
        at += part.length;
      }
      continue;
    }
    const length = kind === COPY_1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const distance = kind === COPY_1 ? ((tag >> 5) << 8) | number(1) : number(kind === COPY_2 ? 2 : 4);
    if (window.total() + length > stated) throw malformed();
    if (window.room() < length) yield window.give();
    window.copy(distance, length);
  }
  if (window.total() !== stated) throw cutOff();
  yield window.give();
}

function malformed(): RangeError {
  return new RangeError('a batch compressed with Snappy is malformed');
}

function cutOff(): RangeError {
  return new RangeError('a batch compressed with Snappy is cut off');
}
