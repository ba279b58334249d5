/**
 * Splits a byte stream into lines of UTF-8.
 * @returns a function to be fed with chunks; it calls `onLine` for each whole line, `onTooLong` once a line exceeds
 * `limit()` bytes, and nothing after that.
 */
export function lineSplitter(
  onLine: (line: string) => void,
  { limit, onTooLong }: { limit: () => number; onTooLong: () => void },
): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let size = 0;
  let ended = false;
  return (chunk) => {
    let rest = chunk;
    while (!ended && rest.length > 0) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      if (size + part.length > limit()) {
        ended = true;
        pending = [];
        onTooLong();
        return;
      }
      pending.push(part);
      size += part.length;
      if (end === -1) return;
      const line = Buffer.concat(pending).toString('utf8');
      pending = [];
      size = 0;
      rest = rest.subarray(end + 1);
      onLine(line);
    }
  };
}
