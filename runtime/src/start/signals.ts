const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export interface SignalHandlers {
  /** The first signal. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Every further one. */
  readonly abort: (signal: NodeJS.Signals) => void;
}

/** Calls `stop` at the first SIGINT, SIGTERM, or SIGHUP (the terminal was closed), `abort` at each that follows. */
export function onSignals({ stop, abort }: SignalHandlers): void {
  let stopping = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stopping) abort(signal);
      else {
        stopping = true;
        stop(signal);
      }
    });
  }
}
