import { onSignals } from '../../../start/process/index.ts';
import { STOP_MESSAGE } from './supervise.ts';

/**
 * Resolves when the process is asked to end: by SIGINT, SIGTERM, or SIGHUP, by a message of the supervisor, or by the
 * supervisor's death. A further signal calls `onImpatience`.
 */
export function stopRequested(onImpatience: () => void): Promise<void> {
  return new Promise((resolve) => {
    onSignals({ stop: () => resolve(), abort: onImpatience });
    process.on('message', (message) => {
      if (message === STOP_MESSAGE) resolve();
    });
    process.on('disconnect', () => resolve());
  });
}
