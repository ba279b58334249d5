import { STOP_MESSAGE } from './supervise.ts';

/**
 * Resolves when the process is asked to end: SIGINT, SIGTERM, a word of the supervisor, or its death. A second signal
 * calls `onImpatience`.
 */
export function stopRequested(onImpatience: () => void): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    const onSignal = (): void => {
      signals += 1;
      if (signals > 1) onImpatience();
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('message', (message) => {
      if (message === STOP_MESSAGE) resolve();
    });
    process.on('disconnect', () => resolve());
  });
}
