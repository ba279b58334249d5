/** How long a shutdown announcement may take if the other side does not answer, in ms. */
export const CLOSE_LIMIT_MS = 5000;

/** Resolves when `work` has ended or the time is over, to whether `work` has ended. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const over = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => over.resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
