import { spawn } from 'node:child_process';
import type { Compiler } from './find-compiler.ts';
import { parseOutput } from './parse-output.ts';
import type { TypeCheck } from './types.ts';

/** Maximum size of the output. More errors, from a completely broken project, would not help. */
const LIMIT = 4_000_000;

/**
 * Runs `tsc --noEmit` in a project, in its own process.
 * @param timeout Milliseconds after which the process is killed.
 */
export function runCompiler(root: string, { path, project }: Compiler, timeout: number): Promise<TypeCheck> {
  const { promise, resolve } = Promise.withResolvers<TypeCheck>();
  // Settings of the onex process, such as --conditions, must not affect the project.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [path, '-p', project, '--noEmit', '--pretty', 'false'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  });
  let output = '';
  const collect = (chunk: string): void => {
    if (output.length < LIMIT) output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  child.on('error', ({ message }) => resolve({ ended: false, reason: message }));
  child.on('close', (code, signal) => {
    const errors = parseOutput(output);
    // The time limit kills the process through `kill`. Other causes, such as a lack of memory, do not set `killed`.
    const isLate = signal !== null && child.killed;
    const isReport = code === 0 || ((code === 1 || code === 2) && errors.length > 0);
    if (isLate) resolve({ ended: false, reason: `it did not finish within ${timeout / 1000} s` });
    else if (signal !== null) resolve({ ended: false, reason: `it was killed by ${signal}` });
    else if (!isReport) resolve({ ended: false, reason: `exit code ${code}` });
    else resolve({ ended: true, errors });
  });
  return promise;
}
