/** Admits a number of callers at once, and the others in the order in which they ask. */
export interface Semaphore {
  /** Resolves, when a place is free, to the function that releases it. */
  acquire(): Promise<() => void>;
}

export function createSemaphore(places: number): Semaphore {
  const waiting: ((release: () => void) => void)[] = [];
  let free = places;
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next(release);
  };
  return {
    acquire() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(release);
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
