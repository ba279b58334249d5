import type { Transform } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Condenser, createCondenser } from './condense.ts';

/**
 * Maximum number of bytes of a batch that are retained unpacked. The runtime's own producer never makes a larger batch.
 */
export const MOST_UNPACKED = 16 * 1024 * 1024;

/** Number of bytes that are decoded before other work of the process gets a turn. */
const TURN = 8 * 1024 * 1024;

/**
 * Unpacks a batch through a decompressing stream, which is read no faster than its output is used.
 * @throws if the bytes are not in its format.
 */
export function unpack(packed: Buffer, stream: Transform, most: number = MOST_UNPACKED): Promise<Buffer> {
  stream.end(packed);
  return gather(stream as AsyncIterable<Buffer>, most);
}

/** Collects the output of a decoder, within the limit. @throws any error of the decoder, and RangeError. */
export async function gather(
  decoded: AsyncIterable<Buffer> | Iterable<Buffer>,
  most: number = MOST_UNPACKED,
): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let size = 0;
  let turn = TURN;
  let condenser: Condenser | null = null;
  for await (const chunk of decoded) {
    size += chunk.length;
    if (condenser === null && size > most) {
      condenser = createCondenser(most);
      for (const earlier of chunks) condenser.write(earlier);
      chunks = [];
    }
    if (condenser === null) chunks.push(chunk);
    else condenser.write(chunk);
    if (size < turn) continue;
    turn = size + TURN;
    await nextTurn();
  }
  return condenser?.end() ?? Buffer.concat(chunks);
}
