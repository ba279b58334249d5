/** The built program consists of several files, each with its own copy of this module, so the value belongs to the process. */
const KEY = Symbol.for('generator-onex/written-in');
const shared = globalThis as { [KEY]?: string };

/** Records that this process has written the files of a run in a folder. */
export function noteWritten(folder: string): void {
  shared[KEY] = folder;
}

/** Returns the folder in which this process has written files; null if it has written none. */
export function writtenIn(): string | null {
  return shared[KEY] ?? null;
}
