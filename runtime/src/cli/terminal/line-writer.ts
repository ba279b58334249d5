import type { Writable } from 'node:stream';

/**
 * Writes text to a stream. If its reader is too slow, the result is a promise that resolves when the reader has caught
 * up or is gone. A writer with more output waits for it, so no output accumulates in memory.
 */
export function createWriter(stream: Writable): (text: string) => void | Promise<void> {
  let draining: Promise<void> | null = null;
  return (text) => {
    if (stream.write(text) || stream.destroyed) return undefined;
    draining ??= new Promise<void>((resolve) => {
      const end = (): void => {
        for (const event of ['drain', 'close', 'error']) stream.off(event, end);
        draining = null;
        resolve();
      };
      for (const event of ['drain', 'close', 'error']) stream.on(event, end);
    });
    return draining;
  };
}

/** The same for whole lines. */
export function createLineWriter(stream: Writable): (line: string) => void | Promise<void> {
  const write = createWriter(stream);
  return (line) => write(`${line}\n`);
}
