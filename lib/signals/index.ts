/**
 * Passes the signals that end a program on to a process that it started, whose end it then waits for. No process is left
 * running when the program alone receives the signal.
 */
import type { ChildProcess } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

export interface PassedSignals {
  /** Passes signals on to a child, also one that was received before. */
  passTo(child: ChildProcess): void;
  /** The first signal; null: none was received. */
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
