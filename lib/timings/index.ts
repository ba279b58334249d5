/**
 * Measures the phases of a run when ONEX_TIMINGS=1, and prints them at the end. Without it, the cost is one
 * comparison.
 */
const PREFIX = 'onex: ';
const wanted = process.env['ONEX_TIMINGS'] === '1';

/** Runs a phase, and records its duration if ONEX_TIMINGS=1. */
export async function timed<T>(phase: string, work: () => Promise<T> | T): Promise<T> {
  if (!wanted) return work();
  const start = performance.now();
  try {
    return await work();
  } finally {
    performance.measure(PREFIX + phase, { start });
  }
}

/** Loads a module of the program. A module that is already loaded adds no time. */
export function timedImport<T>(name: string, load: () => T): T {
  if (!wanted) return load();
  const start = performance.now();
  try {
    return load();
  } finally {
    performance.measure(`${PREFIX}import ${name}`, { start });
  }
}

/** Shorter phases are not shown. */
const LEAST_MS = 0.05;

/**
 * With ONEX_TIMINGS=1, prints each phase in milliseconds to standard error when the process ends, one per line: `boot
 * 45.1 ms`, where boot is everything before this call. An import includes the modules that it imports. Node.js itself
 * stores the phases, so bundles share them.
 */
export function printTimings(): void {
  if (!wanted) return;
  performance.measure(`${PREFIX}boot`, { start: 0 });
  process.once('exit', () => {
    performance.measure(`${PREFIX}whole`, { start: 0 });
    for (const { name, duration } of performance.getEntriesByType('measure')) {
      if (!name.startsWith(PREFIX) || duration < LEAST_MS) continue;
      process.stderr.write(`${name.slice(PREFIX.length)} ${duration.toFixed(1)} ms\n`);
    }
  });
}
