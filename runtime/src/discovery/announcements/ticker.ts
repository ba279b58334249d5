import { LONGEST_TIMER } from '../../values/index.ts';

export interface Ticker {
  /** No tick begins afterwards. Resolves when a running one has ended. */
  stop(): Promise<void>;
}

/**
 * Calls `tick` every `intervalMs`, never concurrently. A slow tick delays the next one instead of piling up. Does not
 * keep the process alive.
 */
export function startTicker(
  intervalMs: number,
  tick: () => Promise<void>,
  onError: (error: unknown) => void = () => {},
): Ticker {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    timer = setTimeout(
      () => {
        running = tick()
          .catch(onError)
          .finally(() => {
            if (!stopped) schedule();
          });
      },
      Math.min(intervalMs, LONGEST_TIMER),
    );
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
