const WIDTH = 30;
const CLEAR_LINE = '\r\u001b[2K';
/** A shorter run shows nothing. */
const PATIENCE_MS = 300;
const REDRAW_MS = 50;

/** Shows the progress of a long run. */
export interface Progress {
  /** Records one more completed step. */
  advance(name: string): void;
  /** Clears the line for other output; the next step draws it again. */
  clear(): void;
}

export interface ProgressOptions {
  /** Show nothing, whatever the stream is. */
  readonly quiet: boolean;
  readonly stream?: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;
  /** Milliseconds of any monotonic clock. */
  readonly now?: () => number;
}

const SILENT: Progress = { advance: () => undefined, clear: () => undefined };

function isShown({ quiet, stream = process.stderr }: ProgressOptions): boolean {
  return !quiet && stream.isTTY && process.env['TERM'] !== 'dumb';
}

/**
 * Shows on a terminal what a run is waiting for.
 * @returns A function that clears the line.
 */
export function showWaiting(what: string, options: ProgressOptions): () => void {
  const { stream = process.stderr } = options;
  if (!isShown(options)) return () => undefined;
  stream.write(CLEAR_LINE + `${what} …`.slice(0, (stream.columns ?? 80) - 1));
  return () => void stream.write(CLEAR_LINE);
}

/**
 * A progress bar on standard error for runs that take longer than a moment; nothing without a terminal or on a dumb
 * one.
 */
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
      // A wrapped line could not be cleared.
      stream.write(CLEAR_LINE + line.slice(0, (stream.columns ?? 80) - 1));
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE);
      shown = false;
    },
  };
}
