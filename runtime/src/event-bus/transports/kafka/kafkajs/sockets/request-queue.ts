import { requireClient } from '../require-client.ts';

const MODULE = 'kafkajs/src/network/requestQueue/index.js';
/** The interval at which the client checks waiting requests. */
const CHECK_MS = 10;
/** Number of checks of a request until it times out, and the longest time between two. */
const CHECKS = 10;
const LONGEST_MS = 1000;

/** The members used here of the client's queue, which exists once for each connection. */
export interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
  readonly enforceRequestTimeout: boolean;
  readonly requestTimeout: number;
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  requestTimeoutIntervalId?: NodeJS.Timeout;
  isConnected(): boolean;
  checkPendingRequests(): void;
  destroy(): void;
}

/**
 * Gives the client's request queue timers that let an idle process sleep. The client's own check for waiting requests
 * sets a timer even when none waits, with a negative time, so each connection wakes the process every millisecond. It
 * also looks for late requests ten times a second. Calling it again is harmless. A client with a different structure
 * stays unchanged.
 */
export function quietRequestQueues(): void {
  const load = requireClient();
  if (load === null) return;
  let queue: unknown;
  try {
    queue = load(MODULE);
  } catch {
    return;
  }
  if (typeof queue !== 'function') return;
  const prototype = queue.prototype as object;
  for (const [name, method] of Object.entries(METHODS)) {
    if (name in prototype)
      Object.defineProperty(prototype, name, { value: method, configurable: true, writable: true });
  }
}

const METHODS = {
  scheduleCheckPendingRequests(this: RequestQueue): void {
    if (this.pending.length === 0 || this.throttleCheckTimeoutId !== null) return;
    const throttled = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttled > 0 ? throttled : CHECK_MS,
    );
  },
  scheduleRequestTimeoutCheck(this: RequestQueue): void {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(
      () => {
        for (const request of this.inflight.values()) {
          if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
        }
        if (!this.isConnected()) this.destroy();
      },
      Math.min(this.requestTimeout / CHECKS, LONGEST_MS),
    );
  },
};
