import type { Transform } from 'node:stream';
import { type Condenser, createCondenser } from './condense.ts';

/** Most bytes of a batch that are kept unpacked; the runtime's own producer never makes a larger one. */
export const MOST_UNPACKED = 16 * 1024 * 1024;

/**
 * Unpacks a batch through a decompressing stream, which is read no faster than its output is used.
 * @throws when the bytes are not of its format.
 */
export async function unpack(
  packed: Buffer,
  stream: Transform,
  most: number = MOST_UNPACKED,
): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let size = 0;
  let condenser: Condenser | null = null;
  stream.end(packed);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (condenser === null && size > most) {
      condenser = createCondenser(most);
      for (const earlier of chunks) condenser.write(earlier);
      chunks = [];
    }
    if (condenser === null) chunks.push(chunk);
    else condenser.write(chunk);
  }
  return condenser?.end() ?? Buffer.concat(chunks);
}
