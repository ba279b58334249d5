/** Lets so many in at once, the others in the order they come. */
export interface Semaphore {
  /** Resolves, when there is a place, to what gives it to the next. */
  enter(): Promise<() => void>;
}

export function createSemaphore(places: number): Semaphore {
  const waiting: ((leave: () => void) => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next(leave);
  };
  return {
    enter() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(leave);
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
