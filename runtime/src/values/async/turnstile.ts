/** Admits a limited number at once, and the others in the order in which they come. */
export interface Turnstile {
  /** Resolves, when there is a place, to a function that releases it to the next caller. */
  enter(): Promise<() => void>;
}

export function createTurnstile(places: number): Turnstile {
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
