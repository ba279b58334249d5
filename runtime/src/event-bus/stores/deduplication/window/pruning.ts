import { setTimeout as pause } from 'node:timers/promises';

/** Rows and bytes of what a store remembers. */
export interface StoreSize {
  readonly rows: number;
  /** On disk, including indexes. */
  readonly bytes: number;
}

export interface PruningOptions {
  /** Clock, in ms since 1970. */
  readonly now: () => number;
  /** Removes at most `PRUNED_AT_ONCE` answers that expired before `time`. Returns how many. */
  readonly removeSome: (time: number) => Promise<number>;
  readonly size: () => Promise<StoreSize>;
  readonly onSize?: ((size: StoreSize) => void) | undefined;
}

export interface Pruning {
  /** An answer was stored. If a minute has passed since the last time, removes expired answers in the background. */
  touch(): void;
  stop(): void;
}

/** So few that neither the event loop nor another writer waits noticeably. */
export const PRUNED_AT_ONCE = 500;
const PRUNE_EVERY_MS = 60_000;
/** Lets messages write between two rounds. */
const PAUSE_MS = 20;

/** Removes expired answers in small rounds, however many there are, and reports the size of the store afterwards. */
export function createPruning({ now, removeSome, size, onSize }: PruningOptions): Pruning {
  let last = now();
  let running = false;
  const stopping = new AbortController();
  const prune = async (): Promise<void> => {
    while (!stopping.signal.aborted && (await removeSome(now())) >= PRUNED_AT_ONCE) {
      await pause(PAUSE_MS, undefined, { ref: false });
    }
    if (!stopping.signal.aborted && onSize !== undefined) onSize(await size());
  };
  return {
    touch() {
      if (running || now() - last < PRUNE_EVERY_MS) return;
      running = true;
      last = now();
      void prune()
        // Another process is writing, or the store is unavailable, which is reported with the next message.
        .catch(() => {})
        .finally(() => (running = false));
    },
    stop() {
      stopping.abort();
    },
  };
}
