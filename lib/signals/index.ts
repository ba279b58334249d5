/**
 * Forwards the signals that end a program to a child process, and waits for its end. No process keeps running if only
 * the parent receives the signal.
 */
import type { ChildProcess } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

export interface PassedSignals {
  /** Forwards signals to a child, including one that was already received. */
  passTo(child: ChildProcess): void;
  /** The first signal; null if none was received. */
  received(): NodeJS.Signals | null;
  stop(): void;
}

/** Catches signals from now on, so none can end this process before its child is known. */
export function passSignals(platform: NodeJS.Platform = process.platform): PassedSignals {
  let first: NodeJS.Signals | null = null;
  let child: ChildProcess | null = null;
  // Windows delivers Ctrl-C and the end of a console to all of its processes, and a signal to a child only kills it.
  const isPassed = platform !== 'win32';
  const pass = (signal: NodeJS.Signals): void => {
    first ??= signal;
    if (isPassed) child?.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  return {
    passTo(given) {
      child = given;
      if (first !== null && isPassed) child.kill(first);
    },
    received: () => first,
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, pass);
    },
  };
}
