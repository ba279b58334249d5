import { realDisk, type Disk } from '../../../lib/reconcile/disk.ts';

/** Calls that change something on disk; between two of them no state is lost or won. */
const CHANGING = ['mkdir', 'create', 'rename', 'link', 'unlink', 'rmdir', 'chmod', 'chown'] as const;

export type Blow = (call: number, name: string) => 'go' | 'before' | 'half' | 'after';

export interface FaultyDisk {
  readonly disk: Disk;
  calls(): number;
}

/**
 * A disk that is struck at chosen calls: before the call, after it, or with a file half written.
 * @param error What the struck call throws.
 */
export function faultyDisk(blow: Blow, error: (name: string) => Error): FaultyDisk {
  let calls = 0;
  const struck: Record<string, unknown> = { ...realDisk };
  for (const name of CHANGING) {
    const real = realDisk[name] as (...args: unknown[]) => unknown;
    const call = (...args: unknown[]): unknown => {
      calls += 1;
      const where = blow(calls, name);
      if (where === 'before' || (where === 'half' && name !== 'create')) throw error(name);
      if (where === 'half') {
        const [path, contents, mode] = args as [string, Uint8Array, number];
        return realDisk.create(path, contents.subarray(0, contents.length >> 1), mode).then(() => {
          throw error(name);
        });
      }
      const result = real(...args);
      if (where === 'go') return result;
      if (!(result instanceof Promise)) throw error(name);
      return result.then(() => {
        throw error(name);
      });
    };
    struck[name] = name === 'create' ? async (...args: unknown[]) => call(...args) : call;
  }
  return { disk: struck as unknown as Disk, calls: () => calls };
}

export class Crash extends Error {}

/** A process that dies at a call: nothing it tries after that reaches the disk. */
export function dyingDisk(at: number, how: 'before' | 'half' | 'after'): FaultyDisk {
  return faultyDisk(
    (call) => (call < at ? 'go' : call === at ? how : 'before'),
    () => new Crash('the process died'),
  );
}
