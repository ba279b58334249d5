/** Lets one at a time in, in the order they come. */
export interface Mutex {
  /** Resolves, when it is one's turn, to what lets the next in. */
  acquire(): Promise<() => void>;
}

export function createMutex(): Mutex {
  let tail: Promise<void> = Promise.resolve();
  return {
    async acquire() {
      const before = tail;
      const { promise, resolve } = Promise.withResolvers<void>();
      tail = promise;
      await before;
      return resolve;
    },
  };
}
