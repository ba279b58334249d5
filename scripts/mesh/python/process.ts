import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Line = Readonly<Record<string, unknown>>;

/** A Python process that prints JSON lines and reads them. */
export interface PythonProcess {
  /** What it has printed, over restarts. */
  readonly lines: readonly Line[];
  readonly isRunning: boolean;
  /** Resolves once it consumes; does nothing where it runs. @throws Error when it ends before. */
  start(): Promise<void>;
  /** Writes a line to its standard input. */
  tell(line: object): void;
  /** kill -9, as after a crash. */
  kill(): Promise<void>;
}

export interface PythonOptions {
  readonly python: string;
  /** Beside this file. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export function pythonProcess({ python, script, args, env }: PythonOptions): PythonProcess {
  const lines: Line[] = [];
  let child: ChildProcess | undefined;
  return {
    lines,
    get isRunning() {
      return child !== undefined;
    },
    async start() {
      if (child !== undefined) return;
      const file = join(import.meta.dirname, script);
      const started = spawn(python, [file, ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, ...env },
      });
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.once('exit', (code) => reject(new Error(`${script} ended with exit code ${code}`)));
        started.stdin.on('error', () => undefined);
        createInterface({ input: started.stdout }).on('line', (text) => {
          if (!text.startsWith('{')) return;
          const line = JSON.parse(text) as Line;
          if (line['ready'] === true) resolve();
          else lines.push(line);
        });
      });
    },
    tell: (line) => void child?.stdin?.write(`${JSON.stringify(line)}\n`),
    async kill() {
      const last = child;
      child = undefined;
      if (last === undefined || last.exitCode !== null || last.signalCode !== null) return;
      const ended = once(last, 'exit');
      last.kill('SIGKILL');
      await ended;
    },
  };
}
