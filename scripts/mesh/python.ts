import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Line = Readonly<Record<string, unknown>>;

/** The process that runs the Python nodes, and what it has printed so far. */
export interface PythonNodes {
  readonly lines: readonly Line[];
  /** kill -9, as after a crash. */
  kill(): Promise<void>;
}

/** Starts the nodes and resolves when they consume. @throws Error when the process ends before. */
export async function startPythonNodes(python: string, servers: string, lines: Line[]): Promise<PythonNodes> {
  const script = join(import.meta.dirname, 'python_nodes.py');
  const env = { ...process.env, KAFKA_BOOTSTRAP_SERVERS: servers, KAFKA_ENVIRONMENT: 'local' };
  const child: ChildProcess = spawn(python, [script, servers], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the Python nodes ended with exit code ${code}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => {
      if (!text.startsWith('{')) return;
      const line = JSON.parse(text) as Line;
      if (line['ready'] === true) resolve();
      else lines.push(line);
    });
  });
  return {
    lines,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
