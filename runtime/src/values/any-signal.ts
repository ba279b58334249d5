/** A signal that is aborted with the first of several. */
export interface AnySignal {
  readonly signal: AbortSignal;
  /** Lets go of the sources. Until then, a source that lives long keeps the signal and its listeners in memory. */
  release(): void;
}

/**
 * `AbortSignal.any` with an end. Node keeps a signal of `AbortSignal.any` that has listeners for as long as its sources
 * live, so one that is made for each message would never be collected.
 */
export function anySignal(...sources: readonly AbortSignal[]): AnySignal {
  const controller = new AbortController();
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  const aborted = sources.find((source) => source.aborted);
  if (aborted !== undefined) controller.abort(aborted.reason);
  else for (const source of sources) source.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    release() {
      for (const source of sources) source.removeEventListener('abort', abort);
    },
  };
}
