/** The maximum number of bytes in one chunk. */
const CHUNK = 64 * 1024;
/** Below this length, a loop is faster than a call. */
const SHORT = 64;

/** Collects the output of a decoder, and retains as much of it as later copies refer to. */
export interface Window {
  /** How many bytes may be appended before a chunk is emitted. */
  room(): number;
  /** Appends bytes of the input, up to the available room. */
  literal(bytes: Buffer): void;
  /**
   * Appends `length` bytes that begin `distance` bytes before the end, up to the available room. They may overlap the
   * appended bytes. @throws RangeError if there are no such bytes.
   */
  copy(distance: number, length: number): void;
  /** Returns what was appended since the last call, and frees its space. */
  give(): Buffer;
  /** Bytes appended so far. */
  total(): number;
}

/**
 * @param history How far back a copy can reach.
 * @param most The total number of bytes, if it is known.
 */
export function createWindow(history: number, most = Number.POSITIVE_INFINITY): Window {
  // Twice the history, so the history is moved only after as many new bytes.
  const buffer = Buffer.allocUnsafe(Math.min(most, history + Math.max(history, CHUNK)));
  let from = 0;
  let end = 0;
  let given = 0;

  return {
    room: () => Math.min(buffer.length, from + CHUNK) - end,
    literal(bytes) {
      bytes.copy(buffer, end);
      end += bytes.length;
    },
    copy(distance, length) {
      if (distance <= 0 || distance > end || distance > history)
        throw new RangeError('a compressed batch is malformed: it refers to bytes that it does not have');
      const start = end - distance;
      if (distance === 1) buffer.fill(buffer[start] ?? 0, end, end + length);
      else if (length <= SHORT || distance < length)
        for (let at = 0; at < length; at += 1) buffer[end + at] = buffer[start + at] ?? 0;
      else buffer.copyWithin(end, start, start + length);
      end += length;
    },
    give() {
      const bytes = Buffer.from(buffer.subarray(from, end));
      given += bytes.length;
      if (buffer.length - end < CHUNK && end > history) {
        buffer.copyWithin(0, end - history, end);
        end = history;
      }
      from = end;
      return bytes;
    },
    total: () => given + end - from,
  };
}
