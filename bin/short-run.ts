/**
 * Settings of V8 for a process that ends soon.
 * 1. The heap is marked only when it is full. By default it is marked while the program runs, on other threads too, to
 *    keep pauses short. No one notices a pause of a command, and most commands end before the heap is full.
 * 2. A function is optimized after ten to twenty-five times as many calls as by default. Few functions of a short command
 *    run often enough to repay the time of the compilers; those of a long one still do.
 */
const FLAGS = [
  '--no-incremental-marking',
  '--invocation-count-for-maglev=10000',
  '--invocation-count-for-turbofan=30000',
];

/** Major versions of Node whose V8 was tested with these settings. Another V8 may print a warning about them. */
const TRIED = new Set(['22', '24']);

/**
 * Prepares V8 for a short run. It has to be called before any code is read from a cache.
 * @returns whether V8 accepted the settings; otherwise, the run uses the defaults
 */
export function prepareShortRun(): boolean {
  if (!TRIED.has(process.versions.node.split('.', 1)[0] ?? '')) return false;
  try {
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    for (const flag of FLAGS) setFlagsFromString(flag);
    return true;
  } catch {
    return false;
  }
}
