/** A place in asynchronous code where a test holds a call, to let something else happen first. */
export interface Gate {
  /** Resolves when a call has arrived at the gate. */
  readonly reached: Promise<void>;
  /** Lets the call that waits, and all later ones, go on. */
  open(): void;
  /** Used by the code under test: resolves when the gate is open. */
  pass(): Promise<void>;
}

export function createGate(): Gate {
  const arrived = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: arrived.promise,
    open: () => opened.resolve(),
    pass() {
      arrived.resolve();
      return opened.promise;
    },
  };
}
