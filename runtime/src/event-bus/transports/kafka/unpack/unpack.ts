import type { Transform } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Condenser, createCondenser } from './condense.ts';

/** Most bytes of a batch that are kept unpacked; the runtime's own producer never makes a larger one. */
export const MOST_UNPACKED = 16 * 1024 * 1024;

/** Bytes that are decoded before other work of the process has its turn. */
const TURN = 8 * 1024 * 1024;

/**
 * Unpacks a batch through a decompressing stream, which is read no faster than its output is used.
 * @throws when the bytes are not of its format.
 */
export function unpack(packed: Buffer, stream: Transform, most: number = MOST_UNPACKED): Promise<Buffer> {
  stream.end(packed);
  return gather(stream as AsyncIterable<Buffer>, most);
}

/** Puts what a decoder gives together, within the limit. @throws what the decoder throws, and RangeError. */
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
