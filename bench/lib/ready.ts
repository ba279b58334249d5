import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSoFar, type Times } from './process-times.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/health/ready', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

/** Times from executing a start script to its first 200 of /health/ready, which is requested every 2 ms. */
export async function timesToReady(
  script: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Times> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(script, ['--port', String(port), ...args], {
    cwd: path.dirname(script),
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    await pause(2);
  }
  const times = { wall: performance.now() - start, cpu: cpuSoFar(child.pid!) };
  // As in use: what was compiled is kept when a process ends by itself.
  child.kill('SIGTERM');
  await exited;
  return times;
}
