const WIDTH = 30;
const CLEAR_LINE = '\r\u001b[2K';
/** A run that is over by then shows nothing. */
const PATIENCE_MS = 300;
const REDRAW_MS = 50;

/** Shows how far a long run is. */
export interface Progress {
  /** One more step is done. */
  advance(name: string): void;
  /** Gives the line back to others; the next step draws it again. */
  clear(): void;
}

export interface ProgressOptions {
  /** Nothing is shown whatever the stream is. */
  readonly quiet: boolean;
  readonly stream?: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;
  /** Milliseconds of any clock that runs evenly. */
  readonly now?: () => number;
}

const SILENT: Progress = { advance: () => undefined, clear: () => undefined };

function isShown({ quiet, stream = process.stderr }: ProgressOptions): boolean {
  return !quiet && stream.isTTY && process.env['TERM'] !== 'dumb';
}

/**
 * Says on a terminal what a run waits for, as long as it waits.
 * @returns Clears the line.
 */
export function showWaiting(what: string, options: ProgressOptions): () => void {
  const { stream = process.stderr } = options;
  if (!isShown(options)) return () => undefined;
  stream.write(CLEAR_LINE + `${what} …`.slice(0, (stream.columns ?? 80) - 1));
  return () => void stream.write(CLEAR_LINE);
}

/** A bar on standard error once a run has lasted a moment; without a terminal, and on a dumb one, nothing. */
export function showProgress(total: number, options: ProgressOptions): Progress {
  const { stream = process.stderr, now = () => performance.now() } = options;
  if (!isShown(options)) return SILENT;
  let done = 0;
  let shown = false;
  let next = now() + PATIENCE_MS;
  return {
    advance(name) {
      done += 1;
      if (now() < next) return;
      next = now() + REDRAW_MS;
      shown = true;
      const filled = Math.min(Math.round((done / total) * WIDTH), WIDTH);
      const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} ${name}`;
      // A line that wraps could not be cleared.
      stream.write(CLEAR_LINE + line.slice(0, (stream.columns ?? 80) - 1));
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE);
      shown = false;
    },
  };
}
