import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../../../src/cli/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  /** Resolves once standard output and error hold a text or match an expression; rejects when the process ends first. */
  until(what: string | RegExp): Promise<void>;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Default: the source of `onex-runtime`. */
  readonly script?: string;
}

/** Environment without what a developer's shell may hold. */
function cleanEnvironment(): Record<string, string | undefined> {
  const foreign = /^(ONEX_|KAFKA_|CONSUL_|SERVICE_NAME$|FORCE_COLOR$|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Starts `onex-runtime` from its source as a process of its own. */
export function start(args: readonly string[], { cwd, env = {}, input, script = MAIN }: RunOptions): Running {
  const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    cwd,
    env: { ...cleanEnvironment(), NODE_DISABLE_COMPILE_CACHE: '1', ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  let stdout = '';
  let stderr = '';
  let onOutput = (): void => {};
  child.stdout!.on('data', (chunk) => {
    stdout += String(chunk);
    onOutput();
  });
  child.stderr!.on('data', (chunk) => {
    stderr += String(chunk);
    onOutput();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    until: (what) =>
      new Promise((resolve, reject) => {
        onOutput = () => {
          const text = `${stdout}\n${stderr}`;
          if (typeof what === 'string' ? text.includes(what) : what.test(text)) resolve();
        };
        onOutput();
        void ended.then(({ code }) =>
          reject(new Error(`ended with ${code} before ${String(what)} appeared:\n${stdout}\n${stderr}`)),
        );
      }),
  };
}

/** Runs `onex-runtime` to its end. */
export function run(args: readonly string[], options: RunOptions): Promise<Ended> {
  return start(args, options).ended;
}

/** Ends what still runs, at the end of a test that may have failed half-way. */
export async function kill(running: Running | undefined): Promise<void> {
  if (running === undefined || running.child.exitCode !== null) return;
  running.child.kill('SIGKILL');
  await running.ended;
}
