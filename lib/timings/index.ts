/**
 * Measures the phases of a run when ONEX_TIMINGS=1, and prints them at the end. Without it, the cost is one
 * comparison.
 */
const PREFIX = 'onex: ';
const wanted = process.env['ONEX_TIMINGS'] === '1';

/** Does the work of a phase, and remembers how long it took when ONEX_TIMINGS=1 asks for it. */
export async function timed<T>(phase: string, work: () => Promise<T> | T): Promise<T> {
  if (!wanted) return work();
  const start = performance.now();
  try {
    return await work();
  } finally {
    performance.measure(PREFIX + phase, { start });
  }
}

/** Loads a module of the program; one asked for again is there already, and adds nothing. */
export function timedImport<T>(name: string, load: () => T): T {
  if (!wanted) return load();
  const start = performance.now();
  try {
    return load();
  } finally {
    performance.measure(`${PREFIX}import ${name}`, { start });
  }
}

/** Less than this shows as nothing. */
const LEAST_MS = 0.05;

/**
 * With ONEX_TIMINGS=1 prints each phase in milliseconds to standard error when the process ends: a line each,
 * `boot 45.1 ms`, boot being all before this call. An import takes in those that it leads to. Phases are recorded by Node
 * itself, so that bundles may share them.
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
