const WIDTH = 30;
const CLEAR_LINE = '\r\u001b[2K';

/** Shows how far a long run is. */
export interface Progress {
  advance(name: string): void;
  end(): void;
}

/** A bar on a terminal; elsewhere, and for few steps, nothing. */
export function showProgress(total: number, stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet || !stream.isTTY || total < 5) return { advance: () => undefined, end: () => undefined };
  let done = 0;
  return {
    advance(name) {
      done += 1;
      const filled = Math.round((done / total) * WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      stream.write(
        `${CLEAR_LINE}${bar} ${done}/${total} ${name}`.slice(
          0,
          CLEAR_LINE.length + (stream.columns ?? 80) - 1,
        ),
      );
    },
    end() {
      stream.write(CLEAR_LINE);
    },
  };
}
