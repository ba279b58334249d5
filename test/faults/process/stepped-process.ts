import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { HELD, stepEnvironment } from './steps.ts';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Lines on standard output. */
  readonly lines: readonly string[];
}

/** A script in a process of its own that is killed, or held, at one step of what it does. */
export interface SteppedProcess {
  readonly pid: number;
  /** Resolves when the process is held at its step; rejects when it ends before. */
  readonly held: Promise<void>;
  readonly ended: Promise<Ending>;
  /** Lets a held process go on. */
  release(): void;
  /** Kills it wherever it is, held or not. */
  kill(): void;
}

/** Of a script that is TypeScript source. */
export const NODE_OPTIONS = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];

/** @param script Absolute path of a script that calls `createSteps()`. */
export function startStepped(
  script: string,
  args: readonly string[],
  at: { readonly kill?: number; readonly hold?: number } = {},
): SteppedProcess {
  const child = spawn(process.execPath, [...NODE_OPTIONS, script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...stepEnvironment(at) },
  });
  const held = Promise.withResolvers<void>();
  held.promise.catch(() => undefined);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === HELD) held.resolve();
    else lines.push(line);
  });
  const ended = once(child, 'close').then(([code, signal]): Ending => {
    held.reject(new Error(`the process ended before its step: ${code ?? signal}`));
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, lines };
  });
  return {
    pid: child.pid ?? 0,
    held: held.promise,
    ended,
    release: () => void child.stdin.end('\n'),
    kill: () => void child.kill('SIGKILL'),
  };
}
