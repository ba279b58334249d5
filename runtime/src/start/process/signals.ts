import type { EventEmitter } from 'node:events';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * How long the same signal counts as one request, in ms. Ctrl-C reaches every process of a terminal, and parent
 * programs (npm, onex) pass the signal on again.
 */
const SAME_REQUEST_MS = 500;

export interface SignalHandlers {
  /** Called at the first signal. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Called at each further request. */
  readonly abort: (signal: NodeJS.Signals) => void;
}

export interface SignalSource {
  /** Emits the signals by their names. Default: this process. */
  readonly source?: EventEmitter;
  /** A monotonic clock, in ms. */
  readonly now?: () => number;
}

/**
 * Calls `stop` at the first SIGINT, SIGTERM, or SIGHUP (the terminal was closed), and `abort` at each further request.
 * A signal that is delivered again within 500 ms of its first delivery is the same request.
 * @returns a function that removes the listeners
 */
export function onSignals(
  { stop, abort }: SignalHandlers,
  { source = process, now = () => performance.now() }: SignalSource = {},
): () => void {
  const requested = new Map<NodeJS.Signals, number>();
  const receive = (signal: NodeJS.Signals): void => {
    const isFirst = requested.size === 0;
    const time = now();
    const before = requested.get(signal);
    if (before !== undefined && time - before < SAME_REQUEST_MS) return;
    requested.set(signal, time);
    if (isFirst) stop(signal);
    else abort(signal);
  };
  const listeners = SIGNALS.map((signal) => [signal, () => receive(signal)] as const);
  for (const [signal, listener] of listeners) source.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) source.off(signal, listener);
  };
}
