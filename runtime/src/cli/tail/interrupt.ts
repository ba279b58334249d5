import { onSignals } from '../../start/process/index.ts';

/**
 * Waits for work that continues until the user interrupts it. The first SIGINT, SIGTERM, or SIGHUP calls `interrupt`,
 * which must let the work end; a further one ends the process with exit code 130.
 */
export async function untilInterrupted<T>(work: Promise<T>, interrupt: () => void): Promise<T> {
  const off = onSignals({ stop: interrupt, abort: () => process.exit(130) });
  try {
    return await work;
  } finally {
    off();
  }
}
