import { type Window, createWindow } from './window.ts';

const MAGIC = 0x184d2204;
/** Frames that hold no data. The last four bits may be anything. */
const SKIPPABLE = 0x184d2a50;
const VERSION = 1;
/** How far back a copy can reach. */
const HISTORY = 64 * 1024;
/** Set in the size of an uncompressed block. */
const UNCOMPRESSED = 0x8000_0000;

/**
 * Decodes LZ4 frames incrementally. The checksums of LZ4 are not verified, because a batch has its own checksum.
 * @throws RangeError if the bytes are not in its format, or need a dictionary.
 */
export function* decodeLz4(packed: Buffer): Generator<Buffer> {
  let at = 0;
  const take = (bytes: number): Buffer => {
    if (at + bytes > packed.length) throw cutOff();
    at += bytes;
    return packed.subarray(at - bytes, at);
  };
  const uint32 = (): number => take(4).readUInt32LE();
  while (at < packed.length) {
    const magic = uint32();
    if (magic >= SKIPPABLE && magic < SKIPPABLE + 16) {
      take(uint32());
      continue;
    }
    if (magic !== MAGIC) throw malformed('it is not an LZ4 frame');
    const [flags = 0] = take(1);
    if (flags >> 6 !== VERSION) throw malformed('its version is not known');
    if ((flags & 1) !== 0) throw malformed('it needs a dictionary');
    const hasBlockChecksum = (flags & 0x10) !== 0;
    // The size of blocks, possibly that of the content, and the checksum of the header.
    take(1 + ((flags & 8) === 0 ? 0 : 8) + 1);
    const window = createWindow(HISTORY);
    for (let size = uint32(); size !== 0; size = uint32()) {
      const block = take(size & ~UNCOMPRESSED);
      if (size >= UNCOMPRESSED) yield* literal(block, window);
      else yield* decodeBlock(block, window);
      if (hasBlockChecksum) take(4);
    }
    if ((flags & 4) !== 0) take(4);
    yield window.give();
  }
}

/** A block: sequences of literals, each followed by a copy of earlier output, except the last one. */
function* decodeBlock(block: Buffer, window: Window): Generator<Buffer> {
  let at = 0;
  const byte = (): number => {
    const value = block[at];
    if (value === undefined) throw cutOff();
    at += 1;
    return value;
  };
  const length = (short: number): number => {
    let value = short;
    if (short === 15)
      for (let more = 255; more === 255; value += more) {
        more = byte();
      }
    return value;
  };
  while (at < block.length) {
    const token = byte();
    const literals = length(token >> 4);
    if (at + literals > block.length) throw cutOff();
    yield* literal(block.subarray(at, at + literals), window);
    at += literals;
    if (at === block.length) return;
    const distance = byte() | (byte() << 8);
    for (let left = length(token & 15) + 4; left > 0;) {
      if (window.room() === 0) yield window.give();
      const part = Math.min(left, window.room());
      window.copy(distance, part);
      left -= part;
    }
  }
}

function* literal(bytes: Buffer, window: Window): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    if (window.room() === 0) yield window.give();
    const part = bytes.subarray(at, at + window.room());
    window.literal(part);
    at += part.length;
  }
}

function malformed(why: string): RangeError {
  return new RangeError(`a batch compressed with LZ4 is malformed: ${why}`);
}

function cutOff(): RangeError {
  return new RangeError('a batch compressed with LZ4 is cut off');
}
