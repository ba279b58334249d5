/** Tasks that run at one time: enough to keep the disk busy, few enough for any limit of open files. */
const AT_ONCE = 16;

/** Runs a task for each item, some at a time. After a failure no more begin, and all have ended before it is thrown. */
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
