/** Maximum number of concurrent tasks: enough to keep the disk busy, and below any limit of open files. */
const AT_ONCE = 16;

/**
 * Runs a task for each item, several at a time. After a failure, no further task starts, and all running tasks end
 * before the error is thrown.
 */
export async function each<T>(
  items: readonly T[],
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();
  let failure: { error: unknown } | null = null;
  async function work(): Promise<void> {
    for (const [index, item] of queue) {
      if (failure) return;
      try {
        await task(item, index);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  if (failure) throw (failure as { error: unknown }).error;
}
