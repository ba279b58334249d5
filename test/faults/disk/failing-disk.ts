import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';

/** Calls that change something on disk, or promise that a change lasts. */
const CHANGING = ['mkdir', 'create', 'rename', 'link', 'unlink', 'rmdir', 'chmod', 'syncFolder'] as const;
const ASYNCHRONOUS: ReadonlySet<string> = new Set(['create', 'chmod', 'syncFolder']);

/** What happens at a call: nothing, a failure before or after its effect, or a failure with half a file written. */
export type Fault = 'none' | 'before' | 'half' | 'after';

export interface FailingDisk {
  readonly disk: Disk;
  /** How many changing calls there were. */
  calls(): number;
}

/**
 * A disk that fails at chosen calls.
 * @param faultAt Asked at each changing call, which are counted from 1; `path` is the call's first argument.
 * @param error What the failing call throws.
 */
export function failingDisk(
  faultAt: (call: number, name: string, path: string) => Fault,
  error: (name: string) => Error,
  inner: Disk = realDisk,
): FailingDisk {
  let calls = 0;
  const failing: Record<string, unknown> = { ...inner };
  for (const name of CHANGING) {
    const real = inner[name] as (...args: unknown[]) => unknown;
    const call = (...args: unknown[]): unknown => {
      calls += 1;
      const fault = faultAt(calls, name, String(args[0]));
      if (fault === 'before' || (fault === 'half' && name !== 'create')) throw error(name);
      if (fault === 'half') {
        const [path, contents, mode] = args as [string, Uint8Array, number];
        return inner.create(path, contents.subarray(0, contents.length >> 1), mode).then(() => {
          throw error(name);
        });
      }
      const result = real(...args);
      if (fault === 'none') return result;
      if (!(result instanceof Promise)) throw error(name);
      return result.then(() => {
        throw error(name);
      });
    };
    failing[name] = ASYNCHRONOUS.has(name) ? async (...args: unknown[]) => call(...args) : call;
  }
  return { disk: failing as unknown as Disk, calls: () => calls };
}

class Crash extends Error {}

/** Whether a run ended because its process died, whatever it made of that. */
export function hasCrashed(outcome: unknown): boolean {
  return outcome instanceof Crash || (outcome instanceof Error && hasCrashed(outcome.cause));
}

/** The disk of a process that dies at a call: nothing it tries after that reaches the disk. */
export function dyingDisk(at: number, how: 'before' | 'half' | 'after', inner: Disk = realDisk): FailingDisk {
  return failingDisk(
    (call) => (call < at ? 'none' : call === at ? how : 'before'),
    () => new Crash('the process died'),
    inner,
  );
}
