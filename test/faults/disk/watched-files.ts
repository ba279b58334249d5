import fs, { readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** One call to the operating system that matters to what survives a loss of power. */
export interface FileCall {
  readonly call: 'write' | 'fchmod' | 'fsync' | 'close';
  /** Absolute path of the open file. */
  readonly path: string;
}

const WATCHED = { writeSync: 'write', fchmodSync: 'fchmod', fsync: 'fsync', closeSync: 'close' } as const;

function pathOf(descriptor: number): string {
  return readlinkSync(`/proc/self/fd/${descriptor}`);
}

/**
 * Notes which open files are written and flushed, in which order, while `work` runs. Linux only.
 * @param work Imports what it tests itself, so that this takes the watched functions.
 */
export async function watchedFiles(work: () => Promise<void>): Promise<readonly FileCall[]> {
  const calls: FileCall[] = [];
  const functions = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const real = Object.keys(WATCHED).map((name) => [name, functions[name]!] as const);
  for (const [name, call] of real) {
    functions[name] = (...args) => {
      calls.push({ call: WATCHED[name as keyof typeof WATCHED], path: pathOf(args[0] as number) });
      return call(...args);
    };
  }
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    for (const [name, call] of real) functions[name] = call;
    syncBuiltinESMExports();
  }
  return calls;
}
