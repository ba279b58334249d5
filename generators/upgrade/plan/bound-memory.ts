import { setFlagsFromString } from 'node:v8';

/**
 * Flags of V8 for a run over many nodes.
 * 1. The space of new objects does not grow any further. By default it grows until collections are rare, which for a run
 *    over a thousand nodes takes some 100 MB more for a few per cent less time.
 * 2. The heap is collected again after it grew by about a third; by default it may double first. The memory in use is
 *    small, because nodes are planned one after the other.
 * 3. The heap is marked while the program runs, which the command line turns off for short runs.
 */
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=30', '--incremental-marking'];

/** Bounds the memory of a run. A V8 that refuses a flag runs as usual. */
export function boundMemory(): void {
  for (const flag of FLAGS) {
    try {
      setFlagsFromString(flag);
    } catch {
      // The run only takes more memory.
    }
  }
}
