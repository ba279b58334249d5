import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { BIN } from './built.ts';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Text for standard input; `silent` keeps it open and says nothing; default: closed. */
  readonly input?: string | 'silent';
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
}

/** A shell of a user: without what npm and mocha put into the environment of this process. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_OPTIONS|MOCHA|FORCE_COLOR|CLICOLOR)/i.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}

/** Runs a program to its end. */
export async function run(
  file: string,
  args: readonly string[],
  { cwd, input, env = {}, uid, gid }: RunOptions,
): Promise<Outcome> {
  const child = spawn(file, args, {
    cwd,
    env: { ...plainEnvironment(), ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  if (input !== undefined && input !== 'silent') child.stdin?.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  child.stdin?.destroy();
  return { code, stdout, stderr };
}

/** Runs `onex` as a process of its own. */
export function onex(args: readonly string[], options: RunOptions): Promise<Outcome> {
  return run(process.execPath, [BIN, ...args], options);
}
