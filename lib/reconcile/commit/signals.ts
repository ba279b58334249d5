import { UserError } from '../../errors/index.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Delays signals that would end the program while its files are incomplete. */
export interface Guard {
  /** @throws UserError with exit code 130 if a signal arrived. */
  halt(): void;
  /** Whether a signal arrived. Once the files are in place, it ends the program only after the run is complete. */
  wasHeard(): boolean;
  release(): void;
}

export function guardSignals(): Guard {
  let received: NodeJS.Signals | null = null;
  const note = (signal: NodeJS.Signals) => {
    received = signal;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  return {
    halt() {
      if (received)
        throw new UserError('ERR_ONEX_INTERRUPTED', 'Interrupted; nothing was written.', { exitCode: 130 });
    },
    wasHeard: () => received !== null,
    release() {
      for (const signal of SIGNALS) process.off(signal, note);
    },
  };
}
