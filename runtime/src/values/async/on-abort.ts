const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` once when the signal is aborted, unless the returned function is called first. All listeners of a
 * signal share one event listener, so the cost of adding and removing one does not depend on their number.
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
