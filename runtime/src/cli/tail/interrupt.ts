/** Waits for work that goes on until the user interrupts; `interrupt` is called then, and has to let the work end. */
export async function untilInterrupted<T>(work: Promise<T>, interrupt: () => void): Promise<T> {
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
