/**
 * A generated effect, `./start_node.ts` standalone, from exec to the first 200 of /health/ready, against a bare
 * node:http server, likewise a script with a shebang. Both are asked in the same way, every 2 ms, and told to stop by
 * SIGTERM. The node is started with what earlier starts left in Node's compile cache, and without, as after an upgrade.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { alternate } from '../lib/alternate.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const ROUNDS = 20;
const LIMIT_MS = 300;
const repository = path.resolve(import.meta.dirname, '../..');
const onex = path.join(repository, 'dist/bin/onex.js');

const BARE = `#!/usr/bin/env -S node
import { createServer } from 'node:http';
createServer((request, response) => response.end('{}')).listen(Number(process.argv[3]), '127.0.0.1');
`;

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

/** Milliseconds from starting the script to its first 200. Compiled code is kept below `home`. */
async function timeToReady(script: string, home: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(script, ['--port', String(port)], {
    cwd: path.dirname(script),
    env: { ...process.env, HOME: home },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    await pause(2);
  }
  const milliseconds = performance.now() - start;
  child.kill('SIGTERM');
  await exited;
  return milliseconds;
}

/** A project with one effect; its packages are those of this repository, the runtime as it is built. */
function makeProject(root: string): string {
  const project = path.join(root, 'shop');
  for (const args of [
    ['project', project, '--yes', '--quiet', '--no-install'],
    [
      'effect',
      'payment',
      '--domain',
      'billing',
      '--yes',
      '--quiet',
      '--no-install',
      '--destination',
      project,
    ],
  ]) {
    const made = spawnSync(process.execPath, [onex, ...args], { cwd: root, encoding: 'utf8' });
    if (made.status !== 0)
      throw new Error(`onex ${args.join(' ')} ended with ${made.status}: ${made.stderr}`);
  }
  const modules = path.join(project, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(path.join(repository, 'runtime'), path.join(modules, 'onex-runtime'), 'dir');
  for (const name of ['zod', 'kafkajs']) {
    symlinkSync(path.join(repository, 'node_modules', name), path.join(modules, name), 'dir');
  }
  return path.join(project, 'nodes/node_billing_payment_effect/v1_0_0/start_node.ts');
}

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run prepare');
  const root = mkdtempSync(path.join(tmpdir(), 'onex-bench-start-'));
  try {
    const node = makeProject(root);
    const bare = path.join(root, 'bare.mjs');
    writeFileSync(bare, BARE);
    chmodSync(bare, 0o755);
    const fresh = () => mkdtempSync(path.join(root, 'home-'));
    const home = fresh();
    const [bareTimes = [], nodeTimes = [], firstTimes = []] = await alternate(
      [
        { name: 'bare node:http', run: () => timeToReady(bare, home) },
        { name: 'start_node.ts', run: () => timeToReady(node, home) },
        { name: 'start_node.ts, first', run: () => timeToReady(node, fresh()) },
      ],
      { rounds: ROUNDS, warmup: 2 },
    );
    const ratioOf = (times: readonly number[]) => median(times) / median(bareTimes);
    const ratio = ratioOf(nodeTimes);
    printTable(
      ['exec to /health/ready 200', 'ms: median (min–max)', 'ratio'],
      [
        ['bare node:http server', spread(bareTimes), '1.00'],
        ['./start_node.ts standalone', spread(nodeTimes), ratio.toFixed(2)],
        ['  with nothing in the cache', spread(firstTimes), ratioOf(firstTimes).toFixed(2)],
      ],
    );
    const met = median(nodeTimes) < LIMIT_MS;
    console.log(
      `target: < ${LIMIT_MS} ms and ≤ 2.5 times the bare server: ${met && ratio <= 2.5 ? 'met' : 'MISSED'}`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
