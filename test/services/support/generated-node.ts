import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A generated node that its own ./start_node.ts runs, as its user would start it. */
export interface GeneratedNode {
  /** Where its health server is. */
  readonly origin: string;
  /** SIGTERM; the exit code. */
  end(): Promise<number | null>;
}

/**
 * Starts `<project>/nodes/<name>/v1_0_0/start_node.ts`, with `env` added to the environment; resolves when it is ready.
 * @throws Error with what it said, when it ends before.
 */
export async function startGenerated(
  project: string,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<GeneratedNode> {
  const cwd = path.join(project, 'nodes', name, 'v1_0_0');
  const child = spawn('./start_node.ts', [...args], {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${name} ended with ${code}:\n${said.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      const { message, health } = parse(line);
      if (message === 'started') resolve(new URL(String(health)).origin);
    });
  });
  for (;;) {
    if ((await fetch(`${origin}/health/ready`)).ok) break;
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}:\n${said.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { origin, end: () => end(child) };
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  return child.exitCode;
}

function parse(line: string): Record<string, unknown> {
  return line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : {};
}

/** What a shell has: nothing of this run's own settings; the Node that runs the tests comes first on the path. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:(?:ONEX|KAFKA|CONSUL|npm)_|SERVICE_NAME|NODE_OPTIONS|MOCHA)/iu.test(name),
  );
  const env = Object.fromEntries(kept);
  return { ...env, PATH: `${path.dirname(process.execPath)}:${env['PATH'] ?? ''}` };
}
