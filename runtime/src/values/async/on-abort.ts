const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` once when the signal is aborted, until the returned function is called. All listeners of a signal
 * share one of its event listeners, so that adding and removing one costs the same however many there are.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const known = listenersOf.get(signal);
  const listeners = known ?? new Set();
  if (known === undefined) {
    listenersOf.set(signal, listeners);
    const tell = (): void => {
      for (const each of listeners) {
        listeners.delete(each);
        each();
      }
    };
    signal.addEventListener('abort', tell, { once: true });
  }
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
